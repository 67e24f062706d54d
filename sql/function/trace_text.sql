-- Purpose: the steps by which a mail was decided, as sentences for an operator, in the order of the steps. A ticket is named to who sees it.
-- Returns: [{step, text}]; a step that says nothing to people is left out.
-- Calls:   step_said. Writes: nothing.
create or replace function turno.trace_text(p_trace jsonb, p_language text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('step', x.s ->> 'step', 'text', format(case p_language when 'it' then w.italian else w.english end,
            variadic d.parts)) order by x.n), '[]')
        from jsonb_array_elements(p_trace) with ordinality x(s, n)
        cross join lateral step_said(x.s, p_language) d
        join (values
            ('raw', 'It is larger than what is kept, so only its header was taken.', 'È più grande di quanto si conserva: è stata presa solo l’intestazione.'),
            ('reader', 'It could not be read (%s attempts): %s.', 'Non si è riusciti a leggerla (tentativi: %s): %s.'),
            ('error', 'It could not be decided: %s', 'Non si è riusciti a decidere: %s'),
            ('duplicate', 'It is the same as mail %s, which was taken before.', 'È identica alla mail %s, già presa.'),
            ('pec', 'It comes in an envelope of certified mail (%s).', 'Arriva in una busta di posta certificata (%s).'),
            ('loop', 'turno sent it, and it came back.', 'L’ha inviata turno stesso, ed è tornata indietro.'),
            ('report', 'It reports on the delivery of a mail of ours.', 'È un avviso sulla consegna di una nostra mail.'),
            ('report.none', 'It reports on the delivery of a mail, but of none of ours.', 'È un avviso di consegna, ma di nessuna nostra mail.'),
            ('sender.contact', 'Who writes is a contact: %s%s.', 'Chi scrive è un contatto: %s%s.'),
            ('sender.operator', 'Who writes is an operator: %s%s.', 'Chi scrive è un operatore: %s%s.'),
            ('sender.own', 'The sender is an address of this office: %s%s.', 'Il mittente è un indirizzo dell’ufficio: %s%s.'),
            ('sender.unknown', 'Nobody is known by the address %s%s.', 'Nessuno ha l’indirizzo %s%s.'),
            ('thread.none', 'It answers no mail of ours.', 'Non risponde a nessuna nostra mail.'),
            ('thread.forward', 'It forwards a mail of ours, so it is a request of its own.', 'Inoltra una nostra mail: è quindi una richiesta a sé.'),
            ('thread.fits', 'It belongs to ticket #%s: %s.', 'Appartiene al ticket #%s: %s.'),
            ('thread.other', 'It names ticket #%s (%s), but its sender takes no part there.', 'Indica il ticket #%s (%s), ma chi scrive non vi partecipa.'),
            ('trust.failed', 'The mail server says that the sender is forged (%s).', 'Il server di posta dice che il mittente è falso (%s).'),
            ('trust.none', 'Nothing proves who wrote it (%s).', 'Nulla prova chi l’ha scritta (%s).'),
            ('trust.token', 'Its writer answers at an address that only he was given.', 'Chi scrive risponde a un indirizzo dato solo a lui.'),
            ('trust.authenticated', 'The mail server vouches for the sender (%s).', 'Il server di posta garantisce il mittente (%s).'),
            ('trust.signed', 'It is signed (%s).', 'È firmata (%s).'),
            ('new.none', 'The mailbox “%s” takes no new tickets.', 'La casella «%s» non apre ticket nuovi.'),
            ('new.known', 'The mailbox “%s” takes new tickets of known contacts.', 'La casella «%s» apre ticket ai contatti già noti.'),
            ('new.anyone', 'The mailbox “%s” takes new tickets of anybody.', 'La casella «%s» apre ticket a chiunque.'),
            ('filter', 'These rules hold for it: %s.', 'Valgono queste regole: %s.'),
            ('filter.none', 'No rule of the office holds for it.', 'Nessuna regola dell’ufficio la riguarda.'),
            ('blocked', 'The sender is blocked: %s.', 'Il mittente è bloccato: %s.'),
            ('closed', 'Ticket #%s was closed.', 'Il ticket #%s era chiuso.'),
            ('fresh', '%s asks by mail that a ticket is opened.', '%s chiede per mail di aprire un ticket.'),
            ('fresh.parked', '%s asks by mail that a ticket is opened; a click of his is awaited.', '%s chiede per mail di aprire un ticket: si attende un suo clic.'),
            ('command', '%s wrote commands.', '%s ha scritto dei comandi.'),
            ('command.refused', 'Commands of %s were not carried out: %s.', 'Comandi di %s non eseguiti: %s.'),
            ('operator', 'The mail of %s was carried out.', 'La mail di %s è stata eseguita.'),
            ('reply_hold', 'The reply of %s waits for a click.', 'La risposta di %s attende un clic.'),
            ('outcome.triage', 'So it waits for a decision: %s.', 'Perciò attende una decisione: %s.'),
            ('outcome.held', 'So it waits on its ticket: %s.', 'Perciò attende sul suo ticket: %s.'),
            ('outcome.filtered', 'So nothing was made of it: %s.', 'Perciò non se n’è fatto nulla: %s.'),
            ('outcome.ticket', 'So it became a ticket.', 'Perciò è diventata un ticket.'),
            ('outcome.post', 'So it was added to its ticket.', 'Perciò è stata aggiunta al suo ticket.'),
            ('outcome.event', 'So it was noted on its ticket.', 'Perciò è stata annotata sul suo ticket.'),
            ('discarded', '%s discarded it%s.', '%s l’ha scartata%s.'),
            ('attached', '%s added it to a ticket.', '%s l’ha aggiunta a un ticket.'),
            ('opened', '%s made a ticket of it.', '%s ne ha fatto un ticket.'),
            ('confirmed', '%s confirmed it.', '%s l’ha confermata.'),
            ('held_sent', '%s had the reply sent.', '%s ha fatto inviare la risposta.'),
            ('held_dropped', '%s dropped the reply.', '%s ha lasciato cadere la risposta.'),
            ('held_accepted', '%s took it in, and its sender with it.', '%s l’ha accolta, e con essa il mittente.'),
            ('held_added', '%s took it in, this once.', '%s l’ha accolta, per questa volta.'),
            ('held_split', '%s made a ticket of its own of it.', '%s ne ha fatto un ticket a sé.'),
            ('held_discarded', '%s discarded it.', '%s l’ha scartata.')
        ) w(key, english, italian) on w.key = d.key);
end
$$;
comment on function turno.trace_text(jsonb, text) is 'Why a mail went where it went, in sentences.';
alter function turno.trace_text(jsonb, text) owner to turno_act;
revoke execute on function turno.trace_text(jsonb, text) from public;
