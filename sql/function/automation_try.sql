-- Purpose: what an automation would have done, before it is saved (R36). p: as automation_add, or name alone of one that is there; days (30).
--          Of events the newest 20,000 of the timeline are looked at, each with the ticket as it was then; of clocks the open tickets.
-- Returns: {looked_at, fires, is_all, tickets: [{ticket, at, subject, then: [words]}]}, at most 100 tickets, the newest first. Writes nothing.
-- Calls:   automation_add, automation_set, automation_find, automation_facts, automation_matches, automation_due, automation_json. Writes: nothing that stays.
create or replace function turno.automation_try(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_result jsonb;
    v_automation bigint;
    v record;
    v_days integer := coalesce((p ->> 'days')::integer, 30);
begin
    begin
        if exists (select from automation a where lower(a.name) = lower(p ->> 'name')) then
            perform automation_set(p - 'days');
        else
            perform automation_add(p - 'days');
        end if;
        v_automation := automation_find(p ->> 'name');
        select a.trigger, make_interval(hours => a.after_hours) as after into v from automation a where a.id = v_automation;
        with candidate as (
            select e.ticket_id, e.id as event_id, e.at from (select * from event e order by e.id desc limit 20000) e
            where e.at > now() - make_interval(days => v_days) and case
                when v.trigger <> 'opened' then e.type = v.trigger
                -- A draft was opened when it was sent (R32).
                when e.type = 'opened' then not exists (select from event s where s.ticket_id = e.ticket_id and s.type = 'draft_sent')
                    and not exists (select from ticket t where t.id = e.ticket_id and t.is_draft)
                else e.type = 'draft_sent' end
            union all
            select d.id, null, d.since + v.after from automation_due(v_automation, v.trigger, v.after, now() - make_interval(days => v_days) - v.after, 5000) d
            where v.trigger in ('waiting', 'due')
        ), hit as (
            select c.* from candidate c where automation_matches(v_automation, automation_facts(c.ticket_id, c.event_id, c.event_id is not null))
        )
        select jsonb_build_object('looked_at', (select count(*) from candidate), 'fires', (select count(*) from hit),
            'is_all', (select count(*) from (select from event limit 20001) x) <= 20000,
            'tickets', (select coalesce(jsonb_agg(jsonb_build_object('ticket', h.ticket_id, 'at', h.at, 'subject', t.subject,
                    'then', automation_json(v_automation) -> 'then') order by h.at desc), '[]')
                from (select * from hit order by at desc limit 100) h join ticket t on t.id = h.ticket_id))
        into v_result;
        raise exception using errcode = 'TU999';
    exception when sqlstate 'TU999' then
        return v_result;
    end;
end
$$;
comment on function turno.automation_try(jsonb) is 'What an automation would have done (R36).';
revoke execute on function turno.automation_try(jsonb) from public;
grant execute on function turno.automation_try(jsonb) to turno_act;
