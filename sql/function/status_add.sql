-- Purpose: turno status add.
-- Returns: the status as shown.
-- Calls:   admin_refuse, status_change. Writes: status.
create or replace function turno.status_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint;
begin
    perform admin_choice(p, 'turn', '{operator,contact,closed}');
    if coalesce(p ->> 'name_it', '') = '' or p ->> 'turn' is null then
        perform admin_refuse('A status needs a name and a turn.', 'name_it');
    end if;
    if exists (select from status s where lower(p ->> 'name_it') in (lower(s.name_it), lower(s.name_en))) then
        perform admin_refuse(format('There is a status "%s" already.', p ->> 'name_it'), 'name_it');
    end if;
    insert into status (name_it, name_en, turn) values (p ->> 'name_it', coalesce(p ->> 'name_en', p ->> 'name_it'), p ->> 'turn')
    returning id into v_id;
    return status_change(v_id, p);
end
$$;
comment on function turno.status_add(jsonb) is 'Adds a status; it must name its turn (R16).';
revoke execute on function turno.status_add(jsonb) from public;
grant execute on function turno.status_add(jsonb) to turno_act;
