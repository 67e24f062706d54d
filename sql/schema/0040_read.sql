-- What a reader with fresh eyes of the rules R1 to R20 found open.

-- No page shows a contact a category, and its row says more than he may know: names above that are hidden, the first level, who
-- gets its tickets (R7, R24). What he is offered category_offered tells.
drop policy category_contact on turno.category;

-- Whom a contact writes with he knows by name alone: codes and telephone are no counterpart's to read (R24). Operators find by them
-- with contact_by_code; what he gets of himself contact_own says.
revoke select on turno.contact from turno_web;
grant select (id, customer_id, name, name_sort, merged_into, erased_at) on turno.contact to turno_web;

-- Who becomes another contact takes along what he acknowledged and downloaded (R1, R25, R39).
grant update (contact_id) on turno.consent, turno.attachment_download to turno_gateway;

-- Purpose: the contact that a ticket or practice gets: who was merged meanwhile is the one that he became (R1), of that customer (R2).
--          He is held as his foreign key holds him, so that who merges him or gives him another customer comes before or after.
-- Returns: id of the contact; TU003 for one of another customer.
create function turno.contact_standing(p_contact bigint, p_customer bigint)
returns bigint
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_contact contact;
begin
    select * into v_contact from contact c where c.id = p_contact for key share;
    if p_contact is not null and v_contact.customer_id is distinct from p_customer then
        raise exception 'The contact belongs to another customer.' using errcode = 'TU003';
    end if;
    return coalesce(v_contact.merged_into, p_contact);
end
$$;
comment on function turno.contact_standing(bigint, bigint) is 'The contact that stands for one, of this customer (R1, R2).';
revoke execute on function turno.contact_standing(bigint, bigint) from public;
grant execute on function turno.contact_standing(bigint, bigint) to turno_gateway;

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
        and (exists (select from post p where p.ticket_id = new.id and p.contact_id = old.contact_id)
        or exists (select from outbox o where o.ticket_id = new.id and o.contact_id = old.contact_id)) then
        raise exception 'The contact cannot be changed: something was sent to him or written by him.'
            using errcode = 'TU003';
    end if;
    return new;
end
$$;

create or replace function turno.practice_keep_people()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and new.customer_id <> old.customer_id then
        raise exception 'A practice never moves to another customer.' using errcode = 'TU003';
    end if;
    new.contact_id := contact_standing(new.contact_id, new.customer_id);
    return new;
end
$$;

-- A ticket that follows a closed one is of the same contact (R18): ticket_from_mail is told which.
drop function if exists turno.ticket_from_mail(bigint, jsonb, bigint, bigint);
