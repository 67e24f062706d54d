-- Purpose: the signed-in person, for acts: nobody means that the session is over.
-- Returns: one row as viewer(); raises TU004 when there is none.
-- Calls:   viewer. Writes: nothing.
create or replace function turno.viewer_required()
returns table (operator_id bigint, contact_id bigint, ticket_id bigint, language text, session_id bigint)
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return query select v.operator_id, v.contact_id, v.ticket_id, v.language, v.session_id from viewer() v;
    if not found then
        raise exception using errcode = 'TU004', message = 'Nobody is signed in.';
    end if;
end
$$;
comment on function turno.viewer_required() is 'The signed-in person, or the error TU004.';
alter function turno.viewer_required() owner to turno_act;
revoke execute on function turno.viewer_required() from public;
grant execute on function turno.viewer_required() to turno_web, turno_act;
