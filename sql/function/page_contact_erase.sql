-- Purpose: what erasing a contact would take, tried and undone, before an administrator does it (R39; p: contact).
-- Returns: {number, name, tickets, kept: [{ticket, practice, why}]}; TU002 as act_contact_erase.
-- Calls:   contact_card, act_contact_erase. Writes: nothing that stays.
create or replace function turno.page_contact_erase(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_card jsonb := contact_card((p ->> 'contact')::bigint);
    v_tried jsonb := act_contact_erase(jsonb_build_object('contact', p -> 'contact', 'dry_run', true));
begin
    return jsonb_build_object('number', v_card -> 'number', 'name', v_card -> 'name', 'tickets', v_tried -> 'tickets', 'kept', v_tried -> 'kept');
end
$$;
comment on function turno.page_contact_erase(jsonb) is 'What erasing a contact would take (R39).';
revoke execute on function turno.page_contact_erase(jsonb) from public;
grant execute on function turno.page_contact_erase(jsonb) to turno_web;
