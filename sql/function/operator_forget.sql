-- Purpose: what waits for nobody once an operator is removed: his uploads, forms and sessions.
-- Returns: nothing.
-- Calls:   upload_drop. Writes: attachment, form_key, session.
create or replace function turno.operator_forget(p_operator bigint)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    delete from form_key f using session s where s.id = f.session_id and s.operator_id = p_operator;
    perform upload_drop(array(select a.id from attachment a join session s on s.id = a.uploaded_session_id
        where s.operator_id = p_operator));
    delete from session s where s.operator_id = p_operator;
end
$$;
comment on function turno.operator_forget(bigint) is 'Removes the sessions of an operator and what hangs on them.';
alter function turno.operator_forget(bigint) owner to turno_gateway;
revoke execute on function turno.operator_forget(bigint) from public;
grant execute on function turno.operator_forget(bigint) to turno_act;
