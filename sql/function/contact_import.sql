-- Purpose: turno import contacts. Contacts are known by their addresses, so that the same file changes nothing the second time.
-- Returns: as import_run.
-- Calls:   import_run. Writes: what contact_import_row does.
create or replace function turno.contact_import(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select import_run(p, '{
        "address": ["email", "e mail", "mail", "address", "email address", "e mail address", "indirizzo email", "indirizzo e mail", "indirizzo mail", "posta elettronica", "indirizzo di posta elettronica"],
        "pec": ["pec", "indirizzo pec", "posta certificata", "certified mail"],
        "name": ["nome", "nome e cognome", "cognome e nome", "nominativo", "contatto", "referente", "denominazione", "name", "full name", "contact"],
        "first_name": ["nome proprio", "first name", "given name"],
        "last_name": ["cognome", "last name", "surname", "family name"],
        "customer": ["cliente", "azienda", "ditta", "societa", "ragione sociale", "ente", "customer", "company", "organization", "organisation"],
        "tax_code": ["codice fiscale", "cod fiscale", "cod fisc", "cf", "c f", "tax code", "fiscal code"],
        "vat_number": ["partita iva", "p iva", "piva", "part iva", "vat", "vat number", "vat no"],
        "phone": ["telefono", "tel", "cellulare", "cell", "numero di telefono", "recapito", "phone", "telephone", "mobile", "phone number"],
        "language": ["lingua", "language"],
        "notes": ["note", "nota", "annotazioni", "notes", "remarks"]
        }', '{address,pec}', 'contact_import_row');
$$;
comment on function turno.contact_import(jsonb) is 'Takes contacts from the rows of a CSV file (R1, R5).';
revoke execute on function turno.contact_import(jsonb) from public;
