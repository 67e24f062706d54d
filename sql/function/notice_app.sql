-- Purpose: a message in the app IO to contacts of a ticket (R34): what happened, in a sentence, and no word of the conversation,
--          which waits behind the link that the message carries (R24, R35).
-- Returns: how many go out; those whom the app cannot reach are noted in Deliveries, not counted.
-- Calls:   hook_add_contact. Writes: hook_call, hook_job.
create or replace function turno.notice_app(p_ticket bigint, p_event text, p_contacts bigint[])
returns integer
language plpgsql volatile
as $$
declare
    v_calls bigint[];
begin
    v_calls := array(select turno.hook_add_contact(t.id, c.id, p_event, format('#%s %s', t.reference, t.subject), format(case c.language
                when 'en' then case p_event when 'opened' then 'We have received your request %1$s.'
                    when 'opened_by_office' then 'We have opened the request %1$s for you.'
                    when 'message' then 'We have received your message on the request %1$s.'
                    when 'reply' then 'There is an answer to your request %1$s.'
                    when 'status' then 'Your request %1$s is now: %2$s.' else 'This is a reminder of your request %1$s.' end
                else case p_event when 'opened' then 'Abbiamo ricevuto la sua richiesta %1$s.'
                    when 'opened_by_office' then 'Abbiamo aperto per Lei la richiesta %1$s.'
                    when 'message' then 'Abbiamo ricevuto il suo messaggio sulla richiesta %1$s.'
                    when 'reply' then 'C''è una risposta alla sua richiesta %1$s.'
                    when 'status' then 'La sua richiesta %1$s è ora: %2$s.' else 'Le ricordiamo la sua richiesta %1$s.' end end,
            t.reference, case c.language when 'en' then s.name_en else s.name_it end))
        from turno.ticket t
        join turno.status s on s.id = t.status_id
        join turno.contact c on c.id = any (p_contacts)
        where t.id = p_ticket and not t.is_draft and t.deleted_at is null
        order by c.id);
    return (select count(*)::integer from turno.hook_call h where h.id = any (v_calls) and h.state = 'queued');
end
$$;
comment on function turno.notice_app is 'A message in the app IO to contacts of a ticket (R24, R34).';
revoke execute on function turno.notice_app from public;
grant execute on function turno.notice_app to turno_gateway;
