-- Nothing new begins for a contact who was forgotten (R39).

create or replace function turno.contact_standing(p_contact bigint, p_customer bigint)
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
    elsif v_contact.erased_at is not null then
        raise exception 'This contact was erased.' using errcode = 'TU003';
    end if;
    return coalesce(v_contact.merged_into, p_contact);
end
$$;
