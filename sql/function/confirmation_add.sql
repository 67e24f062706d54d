-- Purpose: the token by which an operator confirms a mail in his name (M20): 256 random bits, of which only the digest is kept, good for
--          24 hours from when the mail to him is made. A mail that is made again holds a new one, and the old one is gone.
-- Returns: the token, base64url; null when there is nothing to confirm any more.
-- Calls:   token_new. Writes: confirmation.
create or replace function turno.confirmation_add(p_mail bigint, p_operator bigint)
returns text
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_token text := token_new();
begin
    update confirmation set token_sha256 = sha256(convert_to(v_token, 'UTF8')), expires_at = now() + interval '24 hours'
    where mail_id = p_mail and operator_id = p_operator;
    return case when found then v_token end;
end
$$;
comment on function turno.confirmation_add(bigint, bigint) is 'Token that confirms a parked mail (M20).';
revoke execute on function turno.confirmation_add(bigint, bigint) from public;
grant execute on function turno.confirmation_add(bigint, bigint) to turno_gateway;
