-- Purpose: turno contact remove.
-- Returns: an object that names who was removed.
-- Calls:   contact_find, admin_refuse_used, admin_delete. Writes: contact, contact_note, contact_password, address, customer.
create or replace function turno.contact_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := contact_find(p ->> 'address');
    v_customer bigint;
begin
    perform admin_refuse_used(format('Contact %s', p ->> 'address'),
        '{ticket,practice,post,event,mail,participation,link,session,merged contact}',
        array[
        (select count(*) from ticket t where t.contact_id = v_id),
        (select count(*) from practice x where x.contact_id = v_id),
        (select count(*) from post x where x.contact_id = v_id),
        (select count(*) from event e where e.contact_id = v_id),
        (select count(*) from mail m where m.contact_id = v_id) + (select count(*) from outbox o where o.contact_id = v_id),
        (select count(*) from participant q where q.contact_id = v_id),
        (select count(*) from link l where l.contact_id = v_id),
        (select count(*) from session s where s.contact_id = v_id),
        (select count(*) from contact k where k.merged_into = v_id)]);
    delete from address a where a.contact_id = v_id;
    delete from contact_note n where n.contact_id = v_id;
    delete from contact_password w where w.contact_id = v_id;
    select k.customer_id into v_customer from contact k where k.id = v_id;
    perform admin_delete(format('Contact %s', p ->> 'address'), 'contact', v_id);
    delete from customer c where c.id = v_customer and c.kind = 'person'
        and not exists (select from contact k where k.customer_id = c.id)
        and not exists (select from ticket t where t.customer_id = c.id);
    return jsonb_build_object('removed', p ->> 'address');
end
$$;
comment on function turno.contact_remove(jsonb) is 'Removes a contact with whom nothing passed (R13); a customer that was only he goes too.';
revoke execute on function turno.contact_remove(jsonb) from public;
grant execute on function turno.contact_remove(jsonb) to turno_act;
