-- Purpose: writes the members that p has; a new start takes the old one's place. There is always a start and an end.
-- Returns: the state as shown.
-- Calls:   admin_keys, admin_refuse, progress_json. Writes: practice_state.
create or replace function turno.progress_change(p_state bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v practice_state;
    v_is_end boolean;
begin
    perform admin_keys(p, '{name_it,new_name,name_en,rank,colour,is_start,is_end,is_complete}');
    select * into v from practice_state s where s.id = p_state;
    v_is_end := coalesce((p ->> 'is_end')::boolean, v.is_end);
    if p ->> 'colour' !~ '^#[0-9a-f]{6}$' then
        perform admin_refuse('A colour is written #rrggbb, in lower case.', 'colour');
    elsif exists (select from practice_state s where lower(s.name_it) = lower(p ->> 'new_name') and s.id <> p_state) then
        perform admin_refuse(format('There is a state "%s" already.', p ->> 'new_name'), 'new_name');
    elsif v.is_start and not coalesce((p ->> 'is_start')::boolean, true) then
        perform admin_refuse('Practices begin in one state: choose another one for it instead.', 'is_start');
    elsif v_is_end and coalesce((p ->> 'is_start')::boolean, v.is_start) then
        perform admin_refuse('A state is the start or an end, not both.', 'is_start');
    elsif not v_is_end and coalesce((p ->> 'is_complete')::boolean, false) then
        perform admin_refuse('Only an end can ask that everything is there.', 'is_complete');
    elsif v_is_end <> v.is_end and exists (select from practice x where x.state_id = p_state) then
        perform admin_refuse('A state in use cannot begin or cease to be an end.', 'is_end');
    elsif v.is_end and not v_is_end and not exists (select from practice_state s where s.is_end and s.id <> p_state) then
        perform admin_refuse('Practices need an end: make another state one first.', 'is_end');
    end if;
    update practice_state s set is_start = false where (p ->> 'is_start')::boolean and s.is_start and s.id <> p_state;
    update practice_state s set name_it = coalesce(nullif(p ->> 'new_name', ''), s.name_it),
        name_en = coalesce(nullif(p ->> 'name_en', ''), s.name_en), rank = coalesce((p ->> 'rank')::integer, s.rank),
        colour = coalesce(p ->> 'colour', s.colour), is_start = coalesce((p ->> 'is_start')::boolean, s.is_start), is_end = v_is_end,
        is_complete = v_is_end and coalesce((p ->> 'is_complete')::boolean, s.is_complete)
    where s.id = p_state;
    return progress_json(p_state);
end
$$;
comment on function turno.progress_change(bigint, jsonb) is 'What progress add and set have in common.';
revoke execute on function turno.progress_change(bigint, jsonb) from public;
grant execute on function turno.progress_change(bigint, jsonb) to turno_act;
