-- Purpose: the one field Authentication-Results of a mail that counts (M15): the topmost that the server of its mailbox wrote, by the
--          names that the mailbox has for it. Whoever sends a mail can write such a field himself: the server puts its own above, and
--          takes away those that bear its name (RFC 8601 §5).
-- Returns: {authserv_id, received_above, results}; null when there is none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.authres_trusted(p_mail bigint, p_evidence jsonb)
returns jsonb
language plpgsql stable
as $$
begin
    return (select a
        from turno.mail m
        join turno.mailbox b on b.id = m.mailbox_id
        cross join jsonb_array_elements(coalesce(p_evidence -> 'authentication', '[]')) with ordinality x(a, n)
        where m.id = p_mail and coalesce(nullif(a ->> 'authserv_id', ''), '-') = any (b.authserv_ids)
        order by n limit 1);
end
$$;
comment on function turno.authres_trusted(bigint, jsonb) is 'The Authentication-Results that count, of the mailbox''s own server (M15).';
revoke execute on function turno.authres_trusted(bigint, jsonb) from public;
grant execute on function turno.authres_trusted(bigint, jsonb) to turno_gateway;
