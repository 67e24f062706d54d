-- Purpose: turno documents, as the owner of the database (p: contact: an address; kind, name, before: an id, limit).
-- Returns: array of rows as document_rows gives them, newest first.
-- Calls:   contact_find, admin_choice, document_ids, document_rows. Writes: nothing.
create or replace function turno.document_list(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_contact bigint := contact_find(p ->> 'contact');
begin
    perform admin_choice(p, 'kind', '{sent,delivered,note,practice}');
    return (select coalesce(jsonb_agg(r.document order by r.id desc), '[]') from document_rows(array(
        select x.id from contact k cross join document_ids(k.customer_id, k.id, p ->> 'kind', p ->> 'name', (p ->> 'before')::bigint,
            coalesce((p ->> 'limit')::integer, 100)) x(id)
        where k.id = v_contact)) r);
end
$$;
comment on function turno.document_list(jsonb) is 'Documents of a contact as the command line lists them (R25).';
revoke execute on function turno.document_list(jsonb) from public;
