-- Purpose: the token that confirms the address of a request (R3): 256 random bits, of which only the digest is kept. A mail that is made
--          again holds a new one, and the old one is gone.
-- Returns: the token, base64url; null when the request is over.
-- Calls:   token_new. Writes: web_request.
create or replace function turno.request_token(p_request bigint)
returns text
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_token text := token_new();
begin
    update web_request set token_sha256 = sha256(convert_to(v_token, 'UTF8')) where id = p_request and ticket_id is null;
    return case when found then v_token end;
end
$$;
comment on function turno.request_token(bigint) is 'Token that confirms the address of a request (R3).';
revoke execute on function turno.request_token(bigint) from public;
grant execute on function turno.request_token(bigint) to turno_gateway;
