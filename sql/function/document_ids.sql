-- Purpose: the documents of a customer, or of one contact of his (p_contact not null), the newest first, of those that the
--          viewer may see: in tickets of that contact and in those of the customer without contact, and the uploads of
--          practices likewise (R24, R25). Images within a text are none. p_kind: sent (by the contact), delivered (by the
--          office), note, practice, or null; p_name: a part of the name, or null; before the document p_before.
-- Returns: up to p_limit ids, newest first.
-- Calls:   viewer. Writes: nothing.
create or replace function turno.document_ids(p_customer bigint, p_contact bigint, p_kind text, p_name text, p_before bigint,
    p_limit integer)
returns setof bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return query
    select a.id from attachment a
    where a.customer_id = p_customer and a.id < coalesce(p_before, 9223372036854775807) and not a.is_inline
        and (p_name is null or position(lower(p_name) in lower(a.name)) > 0)
        and (exists (select from post q join ticket t on t.id = q.ticket_id
                where q.id = a.post_id and (p_contact is null or t.contact_id is null or t.contact_id = p_contact)
                    and (p_kind is null or p_kind = case when q.kind = 'note' then 'note'
                        when q.author_kind = 'contact' then 'sent' else 'delivered' end))
            or (a.practice_id is not null and (p_kind is null or p_kind = 'practice')
                and (p_contact is null or exists (select from viewer() v where v.contact_id = p_contact)
                    or exists (select from practice p where p.id = a.practice_id
                        and (p.contact_id is null or p.contact_id = p_contact)))))
    order by a.id desc
    limit p_limit;
end
$$;
comment on function turno.document_ids(bigint, bigint, text, text, bigint, integer) is 'Documents of a customer or contact that the viewer may see (R25).';
revoke execute on function turno.document_ids(bigint, bigint, text, text, bigint, integer) from public;
grant execute on function turno.document_ids(bigint, bigint, text, text, bigint, integer) to turno_web;
