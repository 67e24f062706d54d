-- Purpose: why something was held, refused or parked, in the words of whom the mail goes to. Traces and logs keep the
--          English reason; an SMTP server's own answer stays as it is.
-- Returns: the reason in p_language; what follows a known beginning (an address) is kept.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.reason_text(p_reason text, p_language text)
returns text
language plpgsql immutable
as $$
begin
    return (select coalesce((
        select r.italian || substr(p_reason, length(r.english) + 1)
        from (values
            ('operator without his signed reply address', 'non è stata scritta al tuo indirizzo di risposta personale'),
            ('the reply address is not this operator''s', 'l''indirizzo di risposta non è il tuo'),
            ('more than one sender', 'il messaggio indica più di un mittente'),
            ('the mail server does not vouch for the sender', 'il server di posta non garantisce chi l''ha scritta'),
            ('the mail server says that the sender is forged', 'il server di posta dice che il mittente è falso'),
            ('This ticket is closed: reopen it to send the reply.', 'Il ticket è chiuso: riaprilo per inviare la risposta.'),
            ('automatic mail from an operator', 'è un messaggio automatico'),
            ('the operator may not see this ticket', 'non hai accesso a questo ticket'),
            ('the reply is empty', 'la risposta è vuota'),
            ('internal text is left in the reply', 'nel testo è rimasto qualcosa di interno, della nostra notifica o di una nota'),
            ('a whole mail is attached to the reply', 'alla risposta è allegata un''intera mail'),
            ('another operator is answering:', 'sta rispondendo un altro operatore:'),
            ('another operator has answered since:', 'nel frattempo ha risposto un altro operatore:'),
            ('the reply by mail waits of', 'attende la risposta scritta per mail da'),
            ('this is no command:', 'non è un comando:'),
            ('this is nearly a command:', 'sembra un comando ma non lo è:'),
            ('this command takes no value:', 'questo comando non vuole un valore:'),
            ('this command needs a value:', 'a questo comando manca il valore:'),
            ('one command to a line:', 'un solo comando per riga:'),
            ('this command is there twice:', 'questo comando c''è due volte:'),
            ('these commands exclude each other:', 'questi comandi si escludono a vicenda:'),
            ('too many commands: 30 at most', 'troppi comandi: al massimo 30'),
            ('only in a mail that opens a ticket:', 'vale solo in una mail che apre un ticket:'),
            ('the ticket is open already:', 'il ticket è già aperto:'),
            ('the ticket is closed, reopen it first:', 'il ticket è chiuso, prima riaprilo con #riapri:'),
            ('there is no such category:', 'la categoria non esiste:'),
            ('several categories are called so:', 'più categorie si chiamano così:'),
            ('the level is base or advanced:', 'il livello è base o avanzato:'),
            ('levels are switched off:', 'i livelli sono disattivati:'),
            ('nobody has this category at Advanced:', 'nessuno ha questa categoria al livello avanzato:'),
            ('there is no such operator:', 'non c''è un operatore con questo nome:'),
            ('this operator may not see the ticket:', 'questo operatore non vede il ticket:'),
            ('you would not see the ticket there:', 'lì non vedresti più il ticket:'),
            ('there is no such priority:', 'la priorità non esiste:'),
            ('there is no such status:', 'lo stato non esiste:'),
            ('the turn is operator or contact:', 'il turno è operatore o contatto:'),
            ('this is no date:', 'non è una data:'),
            ('this date is past:', 'la data è passata:'),
            ('no address of a contact:', 'non è un indirizzo per un contatto:'),
            ('there is no such ticket:', 'il ticket non esiste:'),
            ('somebody is working on the other ticket, try again', 'qualcuno sta lavorando sull''altro ticket, riprova'),
            ('the commands were asked for', 'sono stati chiesti i comandi'),
            ('refused commands:', 'comandi non eseguiti:'),
            ('say for whom it is: #contatto and an address', 'indica per chi è: #contatto e un indirizzo'),
            ('the mailbox takes no new tickets', 'questa casella non apre ticket nuovi'),
            ('nobody knows this sender, write #nuovo above his mail:', 'il mittente non è conosciuto, scrivi #nuovo sopra la sua mail:'),
            ('none of your categories:', 'non è una delle tue categorie:'),
            ('not in a mail that opens a ticket:', 'non vale in una mail che apre un ticket:'),
            ('killed by signal', 'chi legge le mail è stato fermato dal segnale'),
            ('unknown sender', 'mittente sconosciuto'),
            ('automatic mail from an unknown sender', 'messaggio automatico di un mittente sconosciuto'),
            ('a rule holds it', 'trattenuta da una regola'),
            ('the sender is an address of ours', 'il mittente è un nostro indirizzo'),
            ('no address of a sender', 'manca l''indirizzo del mittente'),
            ('blocked sender:', 'mittente bloccato:'),
            ('discarded:', 'scartata:'),
            ('discarded', 'scartata'),
            ('filtered by rule', 'filtrata dalla regola'),
            ('A ticket is not merged with itself.', 'Un ticket non si unisce a sé stesso.'),
            ('Only tickets of the same customer and contact are merged: link them instead.',
                'Si uniscono solo ticket dello stesso cliente e contatto: collegali dalla pagina.'),
            ('not done:', 'non riuscita:'),
            ('no address that can be reached', 'nessun indirizzo è raggiungibile'),
            ('the address is marked as unreachable', 'l''indirizzo risulta irraggiungibile'),
            ('the contact no longer takes part', 'il contatto non partecipa più al ticket'),
            ('the ticket was deleted', 'il ticket è stato eliminato'),
            ('outside participant', 'scrive chi non partecipa al ticket'),
            ('outside participant ', 'scrive chi non partecipa al ticket: ')
        ) r(english, italian)
        where p_language = 'it' and starts_with(p_reason, r.english)
        order by length(r.english) desc limit 1),
        -- What PostgreSQL says of an error of turno: the code for people, the words for who mends it.
        case when p_language = 'it' and p_reason ~ '^[0-9A-Z]{5}: ' then 'errore di turno, codice ' || left(p_reason, 5) || ' (' || substr(p_reason, 8) || ')' end,
        p_reason));
end
$$;
comment on function turno.reason_text is 'A reason in the language of whom it is told.';
revoke execute on function turno.reason_text from public;
grant execute on function turno.reason_text to turno_gateway, turno_act, turno_web;
