-- Purpose: an automation writes to the contacts of a ticket with a template of the office (R36), within the budget of automatic mail
--          to them (M13). It passes no turn.
-- Returns: number of mails; TU003 when there is no such template.
-- Calls:   contact_addresses, automatic_may, outbox_put. Writes: outbox, throttle.
create or replace function turno.automation_mail(p_ticket bigint, p_template text)
returns integer
language plpgsql volatile
as $$
declare
    v record;
begin
    if turno.template_kind_of(p_template) is distinct from 'reminder' then
        raise exception using errcode = 'TU003', message = format('There is no template "%s" of the kind reminder.', p_template);
    end if;
    select array_agg(a.contact_id) as ids, array_agg(a.address) as addresses, array_agg(a.language) as languages,
        array_agg(jsonb_build_object('template', nullif(p_template, 'reminder'))) as details
    into v
    from turno.contact_addresses(p_ticket, 'mail') a where turno.automatic_may(a.contact_id);
    return case when v.ids is null then 0 else cardinality(turno.outbox_put(p_ticket, null, 'reminder', v.ids, null, v.addresses,
        v.languages, v.details)) end;
end
$$;
comment on function turno.automation_mail(bigint, text) is 'An automation writes to the contacts of a ticket (R36).';
revoke execute on function turno.automation_mail(bigint, text) from public;
grant execute on function turno.automation_mail(bigint, text) to turno_gateway;
