-- Purpose: turno model add.
-- Returns: the model as shown.
-- Calls:   admin_refuse, model_change. Writes: practice_model.
create or replace function turno.model_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint;
begin
    if coalesce(btrim(p ->> 'name'), '') = '' then
        perform admin_refuse('A model needs a name.', 'name');
    elsif exists (select from practice_model m where lower(m.name) = lower(btrim(p ->> 'name'))) then
        perform admin_refuse(format('There is a model "%s" already.', btrim(p ->> 'name')), 'name');
    end if;
    insert into practice_model (name) values (btrim(p ->> 'name')) returning id into v_id;
    return model_change(v_id, p);
end
$$;
comment on function turno.model_add(jsonb) is 'Adds a model of practices (R37).';
revoke execute on function turno.model_add(jsonb) from public;
grant execute on function turno.model_add(jsonb) to turno_act;
