-- Purpose: the magic link of a token (M33): 30 days, sliding; one that was good when its ticket closed reads it for
--          90 days more.
-- Returns: its row with is_valid, or no row when there never was one, it was revoked or its ticket was deleted.
-- Calls:   link_ticket. Writes: nothing.
create or replace function turno.link_find(p_token text)
returns table (id bigint, ticket_id bigint, contact_id bigint, is_valid boolean)
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select l.id, l.ticket_id, l.contact_id,
        l.expires_at > now()
            or coalesce(c.closed_at > now() - interval '90 days' and l.expires_at > c.closed_at, false)
    from link l
    cross join lateral turno.link_ticket(l.ticket_id) c
    where l.token_sha256 = sha256(convert_to(p_token, 'UTF8')) and l.revoked_at is null;
$$;
comment on function turno.link_find(text) is 'Finds a magic link by its token and says whether it still opens (M33).';
alter function turno.link_find(text) owner to turno_act;
revoke execute on function turno.link_find(text) from public;
