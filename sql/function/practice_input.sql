-- Purpose: check what somebody wants a practice to be (p: subject, description, due_on, assignee, state, category, level;
--          those that are there), for one of p_category and p_level made by p_created_by.
-- Returns: errors: {} or {member: word}; change: the members as practice_change takes them.
-- Calls:   practice_value, practice_assignable, levels_enabled. Writes: nothing.
create or replace function turno.practice_input(p jsonb, p_category bigint, p_level text, p_created_by bigint,
    out errors jsonb, out change jsonb)
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_due record;
    v_category bigint := coalesce((p ->> 'category')::bigint, p_category);
    v_level text := coalesce(p ->> 'level', p_level);
    v_assignee bigint := nullif(p ->> 'assignee', '')::bigint;
begin
    select * into v_due from practice_value('date', '{}', p ->> 'due_on');
    change := (select coalesce(jsonb_object_agg(k.key, case k.key when 'due_on' then to_jsonb(v_due.value)
            when 'assignee' then to_jsonb(v_assignee) when 'subject' then to_jsonb(btrim(p ->> 'subject'))
            else p -> k.key end), '{}')
        from jsonb_object_keys(p) k(key)
        where k.key in ('subject', 'description', 'due_on', 'assignee', 'state', 'category', 'level'));
    errors := (select coalesce(jsonb_object_agg(x.member, x.word), '{}') from (values
        ('subject', case when change ->> 'subject' = '' then 'empty' when length(change ->> 'subject') > 500 then 'long' end),
        ('description', case when length(p ->> 'description') > 100000 then 'long' end),
        ('due_on', v_due.error),
        ('state', case when p ? 'state' and not exists (select from practice_state s where s.id = (p ->> 'state')::bigint) then 'unknown' end),
        ('category', case when not exists (select from category c where c.id = v_category) then 'unknown' end),
        ('level', case when v_level not in ('base', 'advanced') then 'unknown'
            when v_level <> p_level and not levels_enabled() then 'off' end),
        ('assignee', case when v_assignee is not null and not practice_assignable(v_assignee, v_category, v_level, p_created_by)
            then 'sight' end)) x(member, word) where x.word is not null);
end
$$;
comment on function turno.practice_input(jsonb, bigint, text, bigint) is 'Checks what a practice is to become (R37).';
revoke execute on function turno.practice_input(jsonb, bigint, text, bigint) from public;
grant execute on function turno.practice_input(jsonb, bigint, text, bigint) to turno_act;
