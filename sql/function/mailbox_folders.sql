-- Purpose: what lies on the server of a mailbox, UIDs = accounted for by outcome + missing (M1), the folder of now first, then
--          those of UIDVALIDITYs that the server has given up.
-- Returns: array of {uidvalidity, at, on_server, accounted: {waiting, ticket, post, event, held, triage, quarantine, filtered, duplicate},
--          missing, missing_uids: "12-14, 20"}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mailbox_folders(p_mailbox bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('uidvalidity', r.uidvalidity, 'at', r.at, 'on_server', r.on_server,
        'accounted', '{"waiting": 0, "ticket": 0, "post": 0, "event": 0, "held": 0, "triage": 0, "quarantine": 0, "filtered": 0, "duplicate": 0}'
            || r.accounted,
        'missing', r.missing, 'missing_uids', (
            select coalesce(string_agg(concat_ws('-', lower(u), nullif(upper(u) - 1, lower(u))), ', ' order by lower(u)), '')
            from unnest(r.missing_uids) u)) order by r.at desc), '[]')
    from reconciliation r where r.mailbox_id = p_mailbox;
$$;
comment on function turno.mailbox_folders(bigint) is 'What lies on the server of a mailbox, and what became of it (M1).';
revoke execute on function turno.mailbox_folders(bigint) from public;
grant execute on function turno.mailbox_folders(bigint) to turno_act, turno_gateway;
