-- Purpose: turno documents, as the owner of the database (p: contact: an address; kind, name, before: an id, limit).
-- Returns: array of rows as document_row, newest first.
-- Calls:   contact_find, admin_choice, document_ids, document_row. Writes: nothing.
create or replace function turno.document_list(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_contact bigint := contact_find(p ->> 'contact');
begin
    perform admin_choice(p, 'kind', '{sent,delivered,note,practice}');
    return (select coalesce(jsonb_agg(document_row(x.id) order by x.n), '[]')
        from contact k cross join document_ids(k.customer_id, k.id, p ->> 'kind', p ->> 'name', (p ->> 'before')::bigint,
            coalesce((p ->> 'limit')::integer, 100)) with ordinality x(id, n)
        where k.id = v_contact);
end
$$;
comment on function turno.document_list(jsonb) is 'Documents of a contact as the command line lists them (R25).';
revoke execute on function turno.document_list(jsonb) from public;
