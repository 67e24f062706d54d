-- Purpose: what turno sends, newest first, for administrators (M31, R9; p: state, before: id of the last one seen): about tickets that they see,
--          and what is about none.
-- Returns: {states: [{state, is_current}], rows: [{id, ticket, to, kind, state, delivery, attempts, last_reply, created_at, sent_at, until,
--          can_retry, can_cancel}], next, accounts: those by which no mail leaves: [{name, since, until, reason}]}. TU002 for who is no
--          administrator.
-- Calls:   admin_required. Writes: nothing.
create or replace function turno.page_office_delivery(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    c_rows constant integer := 50;
begin
    perform admin_required();
    return (with page as materialized (
        select o.id, o.ticket_id, o.recipient, o.kind, o.state, o.delivery, o.attempts, o.last_reply, o.created_at, o.sent_at,
            row_number() over (order by o.id desc) as n
        from outbox o
        where (p ->> 'state' is null or o.state = p ->> 'state') and (p ->> 'before' is null or o.id < (p ->> 'before')::bigint)
        order by o.id desc limit c_rows + 1
    )
    select jsonb_build_object(
        'state', p ->> 'state',
        'states', (select jsonb_agg(jsonb_build_object('state', s, 'is_current', s is not distinct from p ->> 'state') order by n)
            from unnest('{queued,sending,failed,uncertain,sent}'::text[]) with ordinality x(s, n)),
        'rows', (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'ticket', g.ticket_id, 'to', g.recipient, 'kind', g.kind, 'state', g.state,
            'delivery', g.delivery, 'attempts', g.attempts, 'last_reply', g.last_reply, 'created_at', g.created_at, 'sent_at', g.sent_at,
            'until', case when g.state = 'queued' then (select j.run_after from outbox_job j where j.outbox_id = g.id and j.run_after > clock_timestamp()) end,
            'can_retry', g.state in ('queued', 'failed', 'uncertain'), 'can_cancel', g.state = 'queued') order by g.n), '[]')
            from page g where g.n <= c_rows),
        'next', (select g.id from page g where g.n = c_rows and exists (select from page h where h.n > c_rows)),
        'accounts', (select coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'since', a.failing_since, 'until', a.paused_until,
            'reason', a.reason) order by a.name), '[]') from account a where a.paused_until is not null)));
end
$$;
comment on function turno.page_office_delivery(jsonb) is 'Outgoing mail for administrators (M31).';
alter function turno.page_office_delivery(jsonb) owner to turno_act;
revoke execute on function turno.page_office_delivery(jsonb) from public;
grant execute on function turno.page_office_delivery(jsonb) to turno_web;
