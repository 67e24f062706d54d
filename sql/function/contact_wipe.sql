-- Purpose: a contact is forgotten (R39). His name, codes, phone and addresses give way to a pseudonym, sessions and links end,
--          his tickets and practices are erased, elsewhere what he wrote goes, and so do his mails that wait for people. What is held or
--          must be kept goes later (retention_run). No mail is decided meanwhile: deliver holds the writer's lease in share.
-- Returns: {tickets, posts, events, documents, mails, blobs, bytes; kept: [{ticket or practice, why}]}.
-- Calls:   contact_wipe_words, mail_erase, upload_drop, erasure_add. Writes: contact, customer, address, contact_note, contact_password,
--          reset_code, blocked_sender, web_request, admin_log, hook_call, session, form_key, link, outbox, outbox_job, participant, erasure_left, and what
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
    v_customer text := (select u.name from contact c join customer u on u.id = c.customer_id where c.id = p_contact);
    v_mails bigint[];
    v_sum jsonb;
    v_kept jsonb;
begin
    perform from lease l where l.name = 'writer' for update;
    v_mails := array(select o.id from outbox o where o.contact_id = p_contact
        union select o.id from outbox o where o.contact_id is null and o.operator_id is null and lower(o.recipient) = any (v_addresses));
    -- First the jobs, then the mails, then the tickets: in this order they are settled (outbox_settle).
    delete from outbox_job j where j.outbox_id = any (v_mails) and j.step <> 'data';
    perform from outbox o where o.id = any (v_mails) order by o.id for update;
    update outbox o set state = 'failed'
    where o.id = any (v_mails) and o.state in ('queued', 'sending')
        and not exists (select from outbox_job j where j.outbox_id = o.id);
    update outbox o set recipient = format('%s.%s@erased.invalid', v_name, o.id), detail = '{}', last_reply = null where o.id = any (v_mails);
    insert into erasure_left (contact_id, words)
    values (p_contact, v_addresses || array(select lower(c.name) from contact c where c.id = any (v_people) and c.name <> ''));
    v_sum := contact_wipe_words(p_contact, p_actor_kind, p_actor, p_channel, p_reason);
    v_kept := v_sum -> 'kept';
    v_sum := erasure_sum(v_sum - 'kept', mail_erase(array(select m.id from mail m
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
    delete from blocked_sender b where b.pattern = any (v_addresses);
    delete from web_request q where lower(q.address) = any (v_addresses);
    update admin_log l set key = v_name where l.noun = 'contact' and lower(l.key) = any (v_addresses);
    update hook_call h set payload = null where h.contact_id = any (v_people) and h.state <> 'sending';
    update contact c set name = v_name, tax_code = null, vat_number = null, phone = null, erased_at = now()
    where c.id = any (v_people);
    update customer u set name = v_name, tax_code = null, vat_number = null, phone = null
    where u.id = (select c.customer_id from contact c where c.id = p_contact)
        and not exists (select from contact c where c.customer_id = u.id and c.erased_at is null) and u.kind = 'person';
    update admin_log l set key = v_name where found and l.noun = 'customer' and l.key = v_customer;
    perform erasure_add('contact', p_reason, v_sum, p_actor_kind, p_actor, p_contact);
    return v_sum || jsonb_build_object('kept', v_kept);
end
$$;
comment on function turno.contact_wipe(bigint, text, bigint, text, text) is 'Forgets a contact (R39).';
alter function turno.contact_wipe(bigint, text, bigint, text, text) owner to turno_gateway;
revoke execute on function turno.contact_wipe(bigint, text, bigint, text, text) from public;
grant execute on function turno.contact_wipe(bigint, text, bigint, text, text) to turno_act;
