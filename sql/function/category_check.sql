-- Purpose: what a category cannot become, in words.
-- Returns: nothing.
-- Calls:   admin_choice, admin_refuse, category_find. Writes: nothing.
create or replace function turno.category_check(p_category bigint, p jsonb)
returns void
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_old category;
begin
    select * into v_old from category c where c.id = p_category;
    perform admin_choice(p, 'initial_level', '{base,advanced}');
    perform admin_choice(jsonb_strip_nulls(jsonb_build_object('closed_reply', nullif(p ->> 'closed_reply', ''))),
        'closed_reply', '{new_linked,reopen,reject_notice,append_silent}');
    perform admin_choice(jsonb_strip_nulls(jsonb_build_object('escalate_notify', nullif(p ->> 'escalate_notify', ''))),
        'escalate_notify', '{all,chosen,none}');
    perform admin_choice(p, 'assign', '{none,operator,fewest}');
    if p ->> 'closed_grace_days' !~ '^([0-9]{1,4})?$' or nullif(p ->> 'closed_grace_days', '')::integer > 3650 then
        perform admin_refuse('closed_grace_days is a number from 0 to 3650, or nothing for what the office has.', 'closed_grace_days');
    end if;
    if p ->> 'retention_days' !~ '^([1-9][0-9]{0,4})?$' or nullif(p ->> 'retention_days', '')::integer > 36500 then
        perform admin_refuse('retention_days is a number from 1 to 36500, or nothing to keep tickets until somebody asks.', 'retention_days');
    end if;
    if p ->> 'assign' = 'operator' and coalesce(p ->> 'assign_operator', '') = '' and v_old.assign <> 'operator' then
        perform admin_refuse('Name the operator who gets its tickets: assign_operator.', 'assign_operator');
    end if;
    if p ->> 'name' = '' or position(' › ' in p ->> 'name') > 0 then
        perform admin_refuse('A category needs a name, without " › " in it.', 'name');
    end if;
    if not (p ->> 'is_fallback')::boolean and v_old.is_fallback then
        perform admin_refuse('Mail needs a fallback: make another category the fallback instead.', 'is_fallback');
    end if;
    if exists (select from category o where o.id <> p_category and lower(o.name) = lower(coalesce(p ->> 'name', v_old.name))
            and o.parent_id is not distinct from case when p ? 'parent' then category_find(p ->> 'parent') else v_old.parent_id end) then
        perform admin_refuse('There is a category of this name in this place already.', 'name');
    end if;
end
$$;
comment on function turno.category_check(bigint, jsonb) is 'Refuses in words what a category cannot become (R6, R10).';
revoke execute on function turno.category_check(bigint, jsonb) from public;
grant execute on function turno.category_check(bigint, jsonb) to turno_act;
