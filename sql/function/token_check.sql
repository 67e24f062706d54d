-- Purpose: verify a token (M17). Retired keys still verify, as long as token_keep says, unless they were revoked. Case
--          does not matter. Digests are compared, so that time tells nothing of the MAC.
-- Returns: true only for a MAC made by a key that still counts over exactly these values.
-- Calls:   token_mac, token_keep. Writes: nothing.
create or replace function turno.token_check(p_purpose text, p_role text, p_ticket bigint, p_recipient bigint,
    p_key bigint, p_mac text)
returns boolean
language plpgsql stable
as $$
begin
    return (select coalesce((
            select sha256(k.secret || convert_to(lower(p_mac), 'UTF8')) = sha256(k.secret || convert_to(
                turno.token_mac(k.secret, p_purpose, p_role, p_ticket, p_recipient), 'UTF8'))
            from turno.signing_key k
            where k.id = p_key
            and k.revoked_at is null
            and (k.retired_at is null or k.retired_at > now() - turno.token_keep(p_role))), false));
end
$$;
comment on function turno.token_check is 'Whether a MAC is ours for (purpose, role, ticket, recipient) (M17).';
revoke execute on function turno.token_check from public;
grant execute on function turno.token_check to turno_gateway;
