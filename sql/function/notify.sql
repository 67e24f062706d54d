-- Purpose: tell the office what happened to a ticket (R34): its operators as notice_rule says (notice_operators), and where a row
--          says so the address of whoever administers and the programs that asked for it.
-- Returns: number of mails put in the outbox. p_what names the event as in notice_rule, p_reason says why, p_only names
--          colleagues or narrows the operators. That mails are held is told once an hour for each ticket: the timeline names
--          them all.
-- Calls:   notice_operators, throttle_take, outbox_put, notice_admin, hook_tell. Writes: outbox, throttle, hook_call.
create or replace function turno.notify(p_ticket bigint, p_post bigint, p_what text, p_actor bigint default null,
    p_reason text default null, p_only bigint[] default null)
returns integer
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
begin
    select array_agg(x.operator_id) as ids, array_agg(x.address) as addresses, array_agg(x.language) as languages,
        array_agg(jsonb_build_object('what', p_what, 'reason', p_reason, 'template', nullif(x.template, 'notification'))) as details
    into v
    from turno.notice_operators(p_ticket, p_what, p_actor, p_only) x
    where p_what <> 'held' or turno.throttle_take(format('held:%s:%s', x.operator_id, p_ticket), 1, 1 / 3600.0);
    perform turno.hook_tell(p_ticket, case p_what when 'opened_by_office' then 'opened' when 'generated' then 'message' else p_what end,
        '{}', p_post)
    from turno.notice_rule r where r.event = p_what and r.channel = 'webhook' and r.is_on;
    return turno.notice_admin(p_ticket, p_what, p_reason) + case when v.ids is null then 0
        else cardinality(turno.outbox_put(p_ticket, p_post, 'notification', null, v.ids, v.addresses, v.languages, v.details)) end;
end
$$;
comment on function turno.notify is 'Notifies the operators who may see a ticket (R9, R34).';
alter function turno.notify owner to turno_gateway;
revoke execute on function turno.notify from public;
grant execute on function turno.notify to turno_act;
