-- Purpose: remember that this form was carried out (p: form_key).
-- Returns: p_result, as it was.
-- Calls:   nothing. Writes: form_key.
create or replace function turno.form_keep(p_session bigint, p jsonb, p_result jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    if coalesce(p ->> 'form_key', '') <> '' then
        insert into form_key (session_id, key, result) values (p_session, p ->> 'form_key', p_result);
    end if;
    return p_result;
end
$$;
comment on function turno.form_keep(bigint, jsonb, jsonb) is 'Keeps the result of a form, so that it is done once.';
alter function turno.form_keep(bigint, jsonb, jsonb) owner to turno_act;
revoke execute on function turno.form_keep(bigint, jsonb, jsonb) from public;
