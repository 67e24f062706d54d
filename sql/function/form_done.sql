-- Purpose: has this very form been carried out (p: form_key)? Two posts of it wait for each other.
-- Returns: the result of the first time, or null.
-- Calls:   nothing. Writes: nothing (takes a lock until the transaction ends).
create or replace function turno.form_done(p_session bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    if coalesce(p ->> 'form_key', '') = '' then
        return null;
    end if;
    perform pg_advisory_xact_lock(hashtextextended(p_session || ':' || (p ->> 'form_key'), 0));
    return (select f.result from form_key f where f.session_id = p_session and f.key = p ->> 'form_key');
end
$$;
comment on function turno.form_done(bigint, jsonb) is 'Result of a form already carried out.';
alter function turno.form_done(bigint, jsonb) owner to turno_act;
revoke execute on function turno.form_done(bigint, jsonb) from public;
