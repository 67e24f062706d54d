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
            ('automatic mail from an operator', 'è un messaggio automatico'),
            ('the operator may not see this ticket', 'non hai accesso a questo ticket'),
            ('the reply is empty', 'la risposta è vuota'),
            ('internal text is left in the reply', 'nel testo è rimasta una parte della nostra notifica: scrivi la risposta tutta sopra la mail citata'),
            ('a whole mail is attached to the reply', 'alla risposta è allegata un''intera mail'),
            ('another operator is answering:', 'sta rispondendo un altro operatore:'),
            ('another operator has answered since:', 'nel frattempo ha risposto un altro operatore:'),
            ('the reply by mail waits of', 'attende la risposta scritta per mail da'),
            ('not done:', 'non riuscita:'),
            ('outside participant', 'scrive chi non partecipa al ticket:')
        ) r(english, italian)
        where p_language = 'it' and starts_with(p_reason, r.english)
        order by length(r.english) desc limit 1), p_reason));
end
$$;
comment on function turno.reason_text is 'A reason in the language of whom it is told.';
revoke execute on function turno.reason_text from public;
grant execute on function turno.reason_text to turno_gateway, turno_act, turno_web;
