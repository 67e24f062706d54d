-- Purpose: one link of a ticket's chain (R23). The only place that knows the formula: event_add writes
--          with it, verify_chain recomputes with it.
-- Returns: SHA-256 of the previous digest ('' for the first event) and the row as a JSON array; the
--          time counts in microseconds, so that no time zone or date style can change it.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.event_digest(p_previous bytea, p_ticket bigint, p_seq integer, p_at timestamptz,
    p_type text, p_actor_kind text, p_contact bigint, p_operator bigint, p_channel text,
    p_post bigint, p_post_digest bytea, p_old text, p_new text, p_note text)
returns bytea
language plpgsql immutable parallel safe
set search_path = turno, pg_temp
as $$
begin
    return (select sha256(p_previous || convert_to(jsonb_build_array(p_ticket, p_seq,
            (extract(epoch from p_at) * 1000000)::bigint, p_type, p_actor_kind, p_contact, p_operator, p_channel,
            p_post, encode(p_post_digest, 'hex'), p_old, p_new, p_note)::text, 'UTF8')));
end
$$;
comment on function turno.event_digest(bytea, bigint, integer, timestamptz, text, text, bigint, bigint, text,
    bigint, bytea, text, text, text) is 'Digest of an event: previous digest and content (R23).';
revoke execute on function turno.event_digest(bytea, bigint, integer, timestamptz, text, text, bigint, bigint, text,
    bigint, bytea, text, text, text) from public;
grant execute on function turno.event_digest(bytea, bigint, integer, timestamptz, text, text, bigint, bigint, text,
    bigint, bytea, text, text, text) to turno_gateway;
