-- Purpose: a new magic link for one ticket and one contact (M33): 256 random bits, only their digest is kept;
--          30 days.
-- Returns: the token, base64url; it is never seen again.
-- Calls:   token_new. Writes: link.
create or replace function turno.link_issue(p_ticket bigint, p_contact bigint)
returns text
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_token text := token_new();
begin
    insert into turno.link (ticket_id, contact_id, token_sha256, expires_at)
    values (p_ticket, p_contact, sha256(convert_to(v_token, 'UTF8')), now() + interval '30 days');
    return v_token;
end
$$;
comment on function turno.link_issue is 'Makes a magic link; only its digest is kept (M33).';
alter function turno.link_issue owner to turno_gateway;
revoke execute on function turno.link_issue from public;
grant execute on function turno.link_issue to turno_act;
