-- Purpose: sign with the key that signs now (M17).
-- Returns: 'key.mac'. Without a signing key: TU003.
-- Calls:   token_mac. Writes: nothing.
create or replace function turno.token_make(p_purpose text, p_role text, p_ticket bigint, p_recipient bigint)
returns text
language plpgsql stable
as $$
declare
    v_token text;
begin
    select k.id || '.' || turno.token_mac(k.secret, p_purpose, p_role, p_ticket, p_recipient) into v_token
    from turno.signing_key k where k.retired_at is null;
    if v_token is null then
        raise exception using errcode = 'TU003', message = 'There is no signing key.';
    end if;
    return v_token;
end
$$;
comment on function turno.token_make is 'Signs (purpose, role, ticket, recipient): key.mac (M17).';
revoke execute on function turno.token_make from public;
grant execute on function turno.token_make to turno_gateway;
