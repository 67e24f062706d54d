-- Purpose: an administrator erases a contact on the web (R39). p: contact, dry_run, reason, form_key.
-- Returns: {ok, dry_run, tickets, kept: [{ticket, why}]}: of the tickets that he sees; what else was erased is no figure for him (R9), and
--          stands in the log of erasures. TU002 for who is no administrator, and for a contact who is not there or was erased.
-- Calls:   admin_required, form_done, contact_wipe_or_try, form_keep. Writes: what contact_wipe writes.
create or replace function turno.act_contact_erase(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_contact bigint;
    v_people bigint[];
    v_tickets bigint[];
    v_result jsonb;
begin
    select * into v_viewer from admin_required();
    v_result := form_done(v_viewer.session_id, p);
    if v_result is not null then
        return v_result;
    end if;
    select c.id into v_contact from contact c where c.id = (p ->> 'contact')::bigint and c.erased_at is null;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such contact.';
    end if;
    v_people := array(select c.id from contact c where v_contact in (c.id, c.merged_into));
    v_tickets := array(select t.id from ticket t where t.contact_id = v_contact
        union select q.ticket_id from post q where q.contact_id = any (v_people));
    v_tickets := array(select t.id from ticket t where t.id = any (v_tickets) and t.erased_at is null);
    v_result := contact_wipe_or_try(v_contact, 'operator', v_viewer.operator_id, 'web', p);
    v_result := (select jsonb_build_object('ok', true, 'dry_run', v_result -> 'dry_run', 'tickets', cardinality(v_tickets) - count(*),
            'kept', coalesce(jsonb_agg(k), '[]'))
        from jsonb_array_elements(v_result -> 'kept') k where (k ->> 'ticket')::bigint = any (v_tickets));
    if not (v_result ->> 'dry_run')::boolean then
        perform form_keep(v_viewer.session_id, p, v_result);
    end if;
    return v_result;
end
$$;
comment on function turno.act_contact_erase(jsonb) is 'Erases a contact on the web (R39).';
alter function turno.act_contact_erase(jsonb) owner to turno_act;
revoke execute on function turno.act_contact_erase(jsonb) from public;
grant execute on function turno.act_contact_erase(jsonb) to turno_web;
