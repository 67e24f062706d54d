-- Purpose: one contact becomes another of the same customer: addresses, tickets, participation, practices, links, mails, what waits to
--          be told, what he acknowledged and downloaded go over; an event on each ticket. Posts and events keep their author: he is
--          inside their digests, and the row that stays as an alias gives his name (R2, R23). Mails out and links are taken first, then
--          tickets, then people: in this order a message is written and settled, and a link entered. Who gets a ticket
--          meanwhile is found by contact_standing.
-- Returns: {merged, into, tickets}.
-- Calls:   event_add. Writes: contact, contact_note, contact_password, reset_code, address, ticket, event, participant, practice, link,
--          mail, outbox, hook_call, consent, attachment_download, session.
create or replace function turno.contact_join(p_from bigint, p_into bigint, p_operator bigint)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_from contact;
    v_into contact;
    v_tickets bigint[];
begin
    perform from outbox o where o.contact_id = p_from order by o.id for update;
    perform from link l where l.contact_id = p_from order by l.id for update;
    perform from ticket t where t.contact_id = p_from or t.id in (select p.ticket_id from participant p where p.contact_id = p_from)
    order by t.id for update;
    perform from contact c where c.id in (p_from, p_into) order by c.id for update;
    select * into v_from from contact c where c.id = p_from;
    select * into v_into from contact c where c.id = p_into;
    if p_from = p_into or v_from.id is null or v_into.id is null or num_nonnulls(v_from.merged_into, v_into.merged_into) > 0 then
        raise exception using errcode = 'TU003', message = 'Two different contacts are needed, neither of them merged before.';
    elsif v_from.customer_id <> v_into.customer_id then
        raise exception using errcode = 'TU003', message = format(
            'They belong to different customers, and a ticket never moves to another: %s and %s stay two.', v_from.name, v_into.name);
    end if;
    v_tickets := array(select t.id from ticket t where t.contact_id = p_from
        union select p.ticket_id from participant p where p.contact_id = p_from order by 1);
    perform from ticket t where t.id = any (v_tickets) order by t.id for update;
    update contact set merged_into = p_into where p_from in (id, merged_into);
    update contact set tax_code = coalesce(tax_code, v_from.tax_code), vat_number = coalesce(vat_number, v_from.vat_number),
        phone = coalesce(phone, v_from.phone) where id = p_into;
    update ticket set contact_id = p_into where contact_id = p_from;
    delete from participant p where p.contact_id = p_from and (exists (select from participant o
            where o.ticket_id = p.ticket_id and o.contact_id = p_into)
        or exists (select from ticket t where t.id = p.ticket_id and t.contact_id = p_into));
    update participant set contact_id = p_into where contact_id = p_from;
    update address set contact_id = p_into, is_main = false where contact_id = p_from;
    update practice set contact_id = p_into where contact_id = p_from;
    update link set contact_id = p_into where contact_id = p_from;
    update mail set contact_id = p_into where contact_id = p_from;
    update outbox set contact_id = p_into where contact_id = p_from;
    update consent set contact_id = p_into where contact_id = p_from;
    update attachment_download set contact_id = p_into where contact_id = p_from;
    update hook_call h set contact_id = p_into where h.contact_id = p_from and not exists (select from hook_call o
        where (o.ticket_id, o.event_seq, o.hook_id, o.event, o.contact_id) = (h.ticket_id, h.event_seq, h.hook_id, h.event, p_into));
    update session set ended_at = now() where contact_id = p_from and ended_at is null;
    delete from contact_password w where w.contact_id = p_from;
    delete from reset_code r where r.contact_id = p_from;
    insert into contact_note (contact_id, text) select p_into, n.text from contact_note n where n.contact_id = p_from
    on conflict (contact_id) do update set text = contact_note.text || E'\n' || excluded.text;
    delete from contact_note n where n.contact_id = p_from;
    perform event_add(t, 'contact', case when p_operator is null then 'system' else 'operator' end, p_operator,
        case when p_operator is null then 'desk' else 'web' end, null, v_from.name, v_into.name, 'merged')
    from unnest(v_tickets) t;
    return jsonb_build_object('merged', v_from.name, 'into', v_into.name, 'tickets', cardinality(v_tickets));
end
$$;
comment on function turno.contact_join is 'Makes one contact of two (R1, R2).';
alter function turno.contact_join owner to turno_gateway;
revoke execute on function turno.contact_join from public;
grant execute on function turno.contact_join to turno_act;
