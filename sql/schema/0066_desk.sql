-- What waits among incoming mail is one number: mails_waiting.
drop function if exists turno.triage_count();
