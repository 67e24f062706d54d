-- Purpose: an administrator erases a contact on the web (R39). p: contact, dry_run, reason, key of the form.
-- Returns: {ok, …} as contact_erase. TU002 for who is no administrator, and for a contact who is not there or was erased.
-- Calls:   viewer_required, viewer, form_done, contact_wipe_or_try, form_keep. Writes: what contact_wipe writes.
create or replace function turno.act_contact_erase(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_contact bigint;
    v_result jsonb;
begin
    perform from viewer_required();
    select v.* into v_viewer from viewer() v where v.is_admin;
    select c.id into v_contact from contact c
    where v_viewer.operator_id is not null and c.id = (p ->> 'contact')::bigint and c.erased_at is null;
    if v_contact is null then
        raise exception using errcode = 'TU002', message = 'There is no such contact.';
    end if;
    if not coalesce((p ->> 'dry_run')::boolean, false) then
        v_result := form_done(v_viewer.session_id, p);
        if v_result is not null then
            return v_result;
        end if;
    end if;
    v_result := contact_wipe_or_try(v_contact, 'operator', v_viewer.operator_id, 'web', p) || '{"ok": true}';
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
