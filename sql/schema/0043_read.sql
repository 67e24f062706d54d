-- What the same reader found after 0040.

-- Who came by a link sees one ticket (M33): what he acknowledged and downloaded elsewhere names others.
alter policy consent_own on turno.consent
    using (contact_id = (select v.contact_id from turno.viewer() v)
        and ((select v.ticket_id from turno.viewer() v) is null or ticket_id = (select v.ticket_id from turno.viewer() v)));
alter policy attachment_download_own on turno.attachment_download
    using (contact_id = (select v.contact_id from turno.viewer() v)
        and exists (select from turno.attachment a where a.id = attachment_id));

-- What the office wrote on the page of a ticket was sent to its contact, whether a mail told of it or not (R2).
create or replace function turno.ticket_keep_people()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and new.customer_id <> old.customer_id then
        raise exception 'A ticket never moves to another customer.' using errcode = 'TU003';
    end if;
    new.contact_id := contact_standing(new.contact_id, new.customer_id);
    if tg_op = 'UPDATE' and not exists (select from contact c where c.id = old.contact_id and c.merged_into = new.contact_id)
        and (exists (select from post p where p.ticket_id = new.id
                and (p.contact_id = old.contact_id or (p.kind = 'message' and p.author_kind = 'operator' and old.contact_id is not null)))
            or exists (select from outbox o where o.ticket_id = new.id and o.contact_id = old.contact_id)) then
        raise exception 'The contact cannot be changed: something was sent to him or written by him.'
            using errcode = 'TU003';
    end if;
    return new;
end
$$;
