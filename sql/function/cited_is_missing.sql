-- Purpose: may what a mail answers be on its way to the database? A Message-ID that we signed and have no row of. For a contact, who alone
--          threads by what is stored, also a mail that waits to be decided; and of an id that nothing here has: one of the mails of
--          another mailbox that came before and that nobody has read yet, or in a certified mailbox a mail to him whose provider
--          has not told its own name of it yet (M28).
-- Returns: true when it may.
-- Calls:   token_check, evidence_cited, cited_outbox. Writes: nothing.
create or replace function turno.cited_is_missing(p_mail bigint, p_evidence jsonb, p_sender jsonb)
returns boolean
language plpgsql stable
as $$
declare
    v_mailbox turno.mailbox;
    v_answered text := (select c.message_id from turno.evidence_cited(p_evidence) c where c.n = 1);
begin
    if exists (select from jsonb_array_elements(coalesce(p_evidence #> '{tokens,message}', '[]')) with ordinality x(t, n)
            where n <= 20 and not exists (select from turno.outbox o where o.id = (t ->> 'outbox')::bigint)
            and turno.token_check('message', 'm', (t ->> 'ticket')::bigint, (t ->> 'outbox')::bigint,
                (t ->> 'key')::bigint, t ->> 'mac')) then
        return true;
    elsif v_answered is null or p_sender ->> 'kind' <> 'contact' then
        return false;
    elsif exists (select from turno.evidence_cited(p_evidence) c
            cross join lateral (select m.id from turno.mail m where m.message_id = c.message_id and m.id <> p_mail limit 50) m
            join turno.mail_job j on j.mail_id = m.id) then
        return true;
    elsif turno.cited_outbox(v_answered) is not null or exists (select from turno.mail m where m.message_id = v_answered)
            or exists (select from turno.message_alias a where a.message_id = v_answered) then
        return false;
    end if;
    select b.* into v_mailbox from turno.mail m join turno.mailbox b on b.id = m.mailbox_id where m.id = p_mail;
    return exists (select from turno.mailbox b cross join lateral (select j.mail_id from turno.mail_job j
                where j.mailbox_id = b.id and j.sender = '' and j.mail_id < p_mail limit 1) j
            where b.id <> v_mailbox.id)
        or v_mailbox.kind = 'pec' and exists (
            select from (select o.id from turno.outbox o
                where o.contact_id = (p_sender ->> 'contact')::bigint and o.mailbox_id = v_mailbox.id
                and o.sent_at > now() - interval '1 day' order by o.id desc limit 20) o
            where not exists (select from turno.message_alias a where a.outbox_id = o.id));
end
$$;
comment on function turno.cited_is_missing is 'Whether what a mail answers may still come (M16).';
revoke execute on function turno.cited_is_missing from public;
grant execute on function turno.cited_is_missing to turno_gateway;
