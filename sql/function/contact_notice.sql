-- Purpose: tell the contacts of a ticket what happened, by every way that notice_rule says (R34), and never twice at one
--          address: pec: at the certified one, from a mailbox that is certified if there is one; mail: see contact_addresses; app-io: a message in the app IO that says what
--          happened and leads to his page.
--          What only says that a message arrived is for those who want it, and within the budget of automatic mail, as reminders
--          are (M13).
-- Returns: how many mails and messages go out.
-- Calls:   template_kind_of, automatic_may, ticket_contacts, contact_addresses, outbox_put, notice_app. Writes: outbox, throttle,
--          hook_call.
create or replace function turno.contact_notice(p_ticket bigint, p_post bigint, p_event text, p_only bigint default null)
returns integer
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_ticket turno.ticket;
    v_contacts bigint[];
    v_done text[] := '{}';
    v_count integer := 0;
    v_way record;
    v record;
begin
    select * into v_ticket from turno.ticket t where t.id = p_ticket;
    for v_way in
        select distinct on (r.channel) r.channel, r.template, r.is_on, turno.template_kind_of(r.template) as kind
        from turno.notice_rule r
        where r.event = p_event and r.audience = 'contact' and r.channel in ('pec', 'mail', 'app-io')
            and (r.status_id is null or r.status_id = v_ticket.status_id)
        order by r.channel desc, r.status_id nulls last
    loop
        continue when not v_way.is_on;
        v_contacts := coalesce(v_contacts, array(
            select c.id from turno.ticket_contacts(p_ticket) x(id) join turno.contact c on c.id = x.id
            where (p_only is null or c.id = p_only)
                and (v_way.kind <> 'acknowledgement' or c.wants_acknowledgement)
                and (v_way.kind not in ('acknowledgement', 'reminder') or turno.automatic_may(c.id))));
        if v_way.channel = 'app-io' then
            v_count := v_count + turno.notice_app(p_ticket, p_event, v_contacts);
            continue;
        end if;
        select array_agg(a.contact_id) as ids, array_agg(a.address) as addresses, array_agg(a.language) as languages,
            array_agg(jsonb_build_object('template', nullif(v_way.template, v_way.kind), 'channel', nullif(v_way.channel, 'mail'))) as details
        into v
        from turno.contact_addresses(p_ticket, v_way.channel, p_only) a
        where a.contact_id = any (v_contacts) and a.address <> all (v_done);
        if v.ids is not null then
            v_done := v_done || v.addresses;
            v_count := v_count + cardinality(turno.outbox_put(p_ticket, p_post, v_way.kind, v.ids, null, v.addresses, v.languages,
                v.details, case v_way.channel when 'pec' then (select b.id from turno.mailbox b where b.kind = 'pec' and b.is_active
                    order by b.id = v_ticket.mailbox_id desc nulls last, b.id limit 1) end));
        end if;
    end loop;
    return v_count;
end
$$;
comment on function turno.contact_notice is 'Tells the contacts of a ticket what happened, as notice_rule says (R34).';
alter function turno.contact_notice owner to turno_gateway;
revoke execute on function turno.contact_notice from public;
grant execute on function turno.contact_notice to turno_act;
