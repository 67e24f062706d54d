-- Purpose: write values of custom fields (p_values: {name: value or null}, checked by practice_fields_input).
-- Returns: nothing.
-- Calls:   practice_event_add. Writes: practice_field, practice_event.
create or replace function turno.practice_fields_set(p_practice bigint, p_values jsonb, p_actor bigint, p_channel text)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_field record;
begin
    for v_field in select f.n, f.name, f.value as old, p_values ->> f.name as new from practice_field f
        where f.practice_id = p_practice and p_values ? f.name and f.value is distinct from p_values ->> f.name
        order by f.n for update
    loop
        update practice_field f set value = v_field.new where f.practice_id = p_practice and f.n = v_field.n;
        perform practice_event_add(p_practice, 'field', p_actor, p_channel, v_field.old, v_field.new, v_field.name);
    end loop;
end
$$;
comment on function turno.practice_fields_set is 'Writes values of custom fields (R37).';
alter function turno.practice_fields_set owner to turno_gateway;
revoke execute on function turno.practice_fields_set from public;
grant execute on function turno.practice_fields_set to turno_act;
