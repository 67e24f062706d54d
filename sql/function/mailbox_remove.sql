-- Purpose: turno mailbox remove.
-- Returns: an object that names what was removed.
-- Calls:   mailbox_find, admin_refuse_used, admin_delete. Writes: mailbox; notifies turno_conf.
create or replace function turno.mailbox_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := mailbox_find(p ->> 'name');
begin
    perform admin_refuse_used(format('Mailbox %s', p ->> 'name'), '{mail,ticket,outgoing mail,route}', array[
        (select count(*) from mail m where m.mailbox_id = v_id),
        (select count(*) from ticket t where t.mailbox_id = v_id),
        (select count(*) from outbox o where o.mailbox_id = v_id),
        (select count(*) from route r where r.mailbox_id = v_id)]);
    perform admin_delete(format('Mailbox %s', p ->> 'name'), 'mailbox', v_id);
    notify turno_conf;
    return jsonb_build_object('removed', p ->> 'name');
end
$$;
comment on function turno.mailbox_remove(jsonb) is 'Removes a mailbox that nothing came from (R13); others are switched off instead.';
revoke execute on function turno.mailbox_remove(jsonb) from public;
grant execute on function turno.mailbox_remove(jsonb) to turno_act;
