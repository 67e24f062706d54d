-- Purpose: a contact is forgotten (R39). His name, codes, phone and addresses give way to a pseudonym, sessions and links end,
--          his tickets and practices are erased but those that are held or must be kept, elsewhere what he wrote goes, and so
--          do his mails that wait for people. No mail is decided meanwhile: deliver holds the writer's lease in share.
-- Returns: {tickets, posts, events, documents, mails, blobs, bytes; kept: [{ticket, why}]}.
-- Calls:   ticket_kept, ticket_erase, practice_erase, blob_drop, mail_erase, upload_drop, erasure_add. Writes: contact, customer, address,
--          contact_note, contact_password, reset_code, hook_call, session, form_key, link, outbox, outbox_job, participant, and what
--          those write.
create or replace function turno.contact_wipe(p_contact bigint, p_actor_kind text, p_actor bigint, p_channel text,
    p_reason text)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_name text := 'erased-' || p_contact;
    v_people bigint[] := array(select c.id from contact c where p_contact in (c.id, c.merged_into));
    v_addresses text[] := array(select a.folded from address a where a.contact_id = p_contact);
    v_sum jsonb := '{"tickets": 0, "posts": 0, "events": 0, "documents": 0, "mails": 0, "blobs": 0, "bytes": 0}';
    v_kept jsonb := '[]';
    v_ticket record;
    v_practice bigint;
    v_blobs bigint[];
begin
    perform from lease l where l.name = 'writer' for update;
    -- First the jobs, then the mails, then the tickets: in this order they are settled (outbox_settle).
    delete from outbox_job j using outbox o where o.id = j.outbox_id and o.contact_id = p_contact and j.step <> 'data';
    perform from outbox o where o.contact_id = p_contact order by o.id for update;
    update outbox o set state = 'failed'
    where o.contact_id = p_contact and o.state in ('queued', 'sending')
        and not exists (select from outbox_job j where j.outbox_id = o.id);
    update outbox o set recipient = format('%s.%s@erased.invalid', v_name, o.id), detail = '{}', last_reply = null where o.contact_id = p_contact;
    for v_ticket in
        select t.id, t.contact_id is not distinct from p_contact as is_his from ticket t
        where t.erased_at is null and (t.contact_id = p_contact
            or t.id in (select p.ticket_id from post p where p.contact_id = any (v_people))
            or t.id in (select e.ticket_id from event e where e.contact_id = any (v_people))
            or t.id in (select m.ticket_id from mail m where m.contact_id = p_contact))
        order by t.id for update
    loop
        if ticket_kept(v_ticket.id) is not null then
            v_kept := v_kept || jsonb_build_object('ticket', v_ticket.id, 'why', ticket_kept(v_ticket.id));
            continue;
        end if;
        v_sum := erasure_sum(v_sum, ticket_erase(v_ticket.id, case when not v_ticket.is_his then p_contact end, p_actor_kind,
            p_actor, p_channel, p_reason) || '{"tickets": 1}');
    end loop;
    for v_practice in
        select p.id from practice p where p.contact_id = p_contact
            and not exists (select from practice_ticket x where x.practice_id = p.id and ticket_kept(x.ticket_id) is not null)
        order by p.id for update
    loop
        v_blobs := array(select a.blob_id from attachment a where a.practice_id = v_practice and a.blob_id is not null);
        perform practice_erase(v_practice);
        v_sum := erasure_sum(v_sum, blob_drop(v_blobs));
    end loop;
    v_sum := erasure_sum(v_sum, mail_erase(array(select m.id from mail m
        where m.ticket_id is null and (m.contact_id = p_contact or lower(m.from_address) = any (v_addresses)))));
    perform upload_drop(array(select a.id from attachment a join session s on s.id = a.uploaded_session_id
        where s.contact_id = p_contact and a.post_id is null));
    delete from form_key f using session s where s.id = f.session_id and s.contact_id = p_contact;
    update session set ended_at = now() where contact_id = p_contact and ended_at is null;
    delete from link l where l.contact_id = p_contact;
    delete from participant q where q.contact_id = p_contact;
    delete from address a where a.contact_id = p_contact;
    delete from contact_note n where n.contact_id = p_contact;
    delete from contact_password w where w.contact_id = p_contact;
    delete from reset_code r where r.contact_id = p_contact;
    update hook_call h set payload = null where h.contact_id = p_contact and h.state <> 'sending';
    update contact c set name = v_name, tax_code = null, vat_number = null, phone = null, erased_at = now()
    where c.id = any (v_people);
    update customer u set name = v_name, tax_code = null, vat_number = null, phone = null
    where u.id = (select c.customer_id from contact c where c.id = p_contact)
        and not exists (select from contact c where c.customer_id = u.id and c.erased_at is null) and u.kind = 'person';
    perform erasure_add('contact', p_reason, v_sum, p_actor_kind, p_actor, p_contact);
    return v_sum || jsonb_build_object('kept', v_kept);
end
$$;
comment on function turno.contact_wipe(bigint, text, bigint, text, text) is 'Forgets a contact (R39).';
alter function turno.contact_wipe(bigint, text, bigint, text, text) owner to turno_gateway;
revoke execute on function turno.contact_wipe(bigint, text, bigint, text, text) from public;
grant execute on function turno.contact_wipe(bigint, text, bigint, text, text) to turno_act;
