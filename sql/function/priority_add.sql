-- Purpose: turno priority add; its rank says how urgent it is, by default more than all others.
-- Returns: the priority as shown.
-- Calls:   admin_refuse, priority_change. Writes: priority.
create or replace function turno.priority_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint;
begin
    if coalesce(p ->> 'name_it', '') = '' then
        perform admin_refuse('A priority needs a name.', 'name_it');
    end if;
    if exists (select from priority q where lower(p ->> 'name_it') in (lower(q.name_it), lower(q.name_en))) then
        perform admin_refuse(format('There is a priority "%s" already.', p ->> 'name_it'), 'name_it');
    end if;
    insert into priority (name_it, name_en, rank, colour)
    select p ->> 'name_it', coalesce(p ->> 'name_en', p ->> 'name_it'), coalesce(max(q.rank), 0) + 10, '#46525e' from priority q
    returning id into v_id;
    return priority_change(v_id, p);
end
$$;
comment on function turno.priority_add(jsonb) is 'Adds a priority (R32).';
revoke execute on function turno.priority_add(jsonb) from public;
grant execute on function turno.priority_add(jsonb) to turno_act;
