-- Purpose: begin a session for an operator, or for a contact on one ticket.
-- Returns: its token, 256 random bits in base64url; only the SHA-256 is kept.
-- Calls:   token_new. Writes: session.
create or replace function turno.session_new(p_operator bigint, p_contact bigint, p_ticket bigint)
returns text
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_token text := token_new();
begin
    insert into session (token_sha256, operator_id, contact_id, ticket_id)
    values (sha256(convert_to(v_token, 'UTF8')), p_operator, p_contact, p_ticket);
    return v_token;
end
$$;
comment on function turno.session_new(bigint, bigint, bigint) is 'Begins a session; its token leaves the database once.';
alter function turno.session_new(bigint, bigint, bigint) owner to turno_act;
revoke execute on function turno.session_new(bigint, bigint, bigint) from public;
