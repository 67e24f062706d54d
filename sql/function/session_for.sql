-- Purpose: one of the two names an operator by login or a contact by address.
-- Returns: the token, for turno.session in the same transaction; TU003 when there is no such person.
-- Calls:   operator_find, contact_find, admin_refuse. Writes: session, good for a minute.
create or replace function turno.session_for(p_login text, p_address text)
returns text
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_token text := encode(gen_random_bytes(32), 'hex');
begin
    if num_nonnulls(p_login, p_address) <> 1 then
        perform admin_refuse('Name an operator or a contact, not both.');
    end if;
    insert into session (token_sha256, operator_id, contact_id, created_at, channel)
    values (sha256(convert_to(v_token, 'UTF8')), case when p_login is not null then operator_find(p_login) end,
        case when p_address is not null then contact_find(p_address) end, now() - interval '11 hours 59 minutes', 'desk');
    return v_token;
end
$$;
comment on function turno.session_for(text, text) is 'A session for looking at the desk as somebody else sees it (turno ticket … --as).';
revoke execute on function turno.session_for(text, text) from public;
