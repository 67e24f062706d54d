-- Purpose: delivery reports and receipts that a mail was read (M12): honoured only with a Message-ID that we signed; then an event on that
--          very post, and for a failure outbox_fail. Never a ticket, never a change of people because of its text.
-- Returns: decision "event" or "filtered", null when the mail is no report.
-- Calls:   token_check, event_add, outbox_fail. Writes: event, outbox, address, ticket.
create or replace function turno.deliver_report(p_evidence jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_type text := case
        when (p_evidence ->> 'is_delayed')::boolean then 'delivery_delayed'
        when (p_evidence ->> 'is_bounce')::boolean then 'delivery_failed'
        when (p_evidence ->> 'is_delivery_success')::boolean then 'delivered'
        when (p_evidence ->> 'is_feedback_report')::boolean then 'complaint'
        when p_evidence ->> 'mdn' = 'displayed' then 'read' end;
    v_note text := concat_ws(' ', p_evidence #>> '{bounce_status,0}',
        nullif(left(p_evidence ->> 'bounce_diagnostic', 1000), ''));
    v_outbox turno.outbox;
    v_trace jsonb;
begin
    if v_type is null then
        return null;
    end if;
    select o.* into v_outbox
    from jsonb_array_elements(coalesce(p_evidence #> '{tokens,message}', '[]')) with ordinality x(t, n)
    join turno.outbox o on o.id = (t ->> 'outbox')::bigint
    where turno.token_check('message', 'm', (t ->> 'ticket')::bigint, (t ->> 'outbox')::bigint,
        (t ->> 'key')::bigint, t ->> 'mac')
    order by x.n limit 1;
    v_trace := jsonb_build_array(jsonb_build_object('step', 'report', 'type', v_type, 'outbox', v_outbox.id,
        'status', p_evidence -> 'bounce_status', 'permanent', p_evidence -> 'bounce_permanent'));
    if v_outbox.id is null then
        return jsonb_build_object('outcome', 'filtered', 'trace', v_trace,
            'reason', 'delivery report without a Message-ID of ours');
    end if;
    if v_type = 'delivery_failed' and v_outbox.state <> 'failed' then
        perform turno.outbox_fail(v_outbox.id, v_note, p_evidence #>> '{bounce_status,0}' like '5.%'
            or coalesce((p_evidence ->> 'bounce_permanent')::boolean, false));
    elsif v_type <> 'delivery_failed' and v_outbox.ticket_id is not null then
        perform turno.event_add(v_outbox.ticket_id, v_type, 'system', null, 'mail', v_outbox.post_id,
            null, v_outbox.recipient, v_note);
    end if;
    return jsonb_build_object('outcome', 'event', 'ticket', v_outbox.ticket_id, 'trust', 'token', 'trace', v_trace,
        'reason', replace(v_type, '_', ' '));
end
$$;
comment on function turno.deliver_report is 'Takes delivery reports of our own mail (M12).';
revoke execute on function turno.deliver_report from public;
grant execute on function turno.deliver_report to turno_gateway;
