-- Purpose: turno verify.
-- Returns: {tickets, events, findings: [{ticket, seq, problem}]}.
-- Calls:   verify_chain. Writes: nothing.
create or replace function turno.verify_report(p jsonb default '{}')
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('tickets', (select count(*) from ticket), 'events', (select count(*) from event),
        'findings', (select coalesce(jsonb_agg(jsonb_build_object('ticket', v.ticket_id, 'seq', v.seq,
                'problem', v.problem)), '[]')
            from verify_chain((p ->> 'ticket')::bigint) v));
$$;
comment on function turno.verify_report(jsonb) is 'The findings of verify_chain as the command line shows them.';
revoke execute on function turno.verify_report(jsonb) from public;
