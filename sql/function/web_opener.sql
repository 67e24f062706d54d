-- Purpose: may who looks open a ticket on the web as a contact (R3)? With credentials, not by the link of one ticket; without any where
--          web.open is anyone.
-- Returns: his language (null: nobody is signed in, and anyone may); TU004 when nobody is signed in, TU002 for an operator, TU003
--          for a session by link.
-- Calls:   viewer, setting_text, ticket_refuse. Writes: nothing.
create or replace function turno.web_opener()
returns text
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v record;
begin
    select * into v from viewer();
    if not found then
        if setting_text('web.open', 'credentials') = 'anyone' then
            return null;
        end if;
        raise exception using errcode = 'TU004', message = 'Nobody is signed in.';
    elsif v.contact_id is null then
        raise exception using errcode = 'TU002', message = 'Only contacts open tickets here.';
    elsif v.ticket_id is not null then
        perform ticket_refuse('Your link opens one request only: sign in to write a new one.');
    end if;
    return v.language;
end
$$;
comment on function turno.web_opener() is 'Whether who looks may open a ticket on the web (R3).';
alter function turno.web_opener() owner to turno_act;
revoke execute on function turno.web_opener() from public;
