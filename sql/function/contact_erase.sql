-- Purpose: turno contact erase. p: address; dry_run: it is done, counted and undone; reason, for the timelines.
-- Returns: what contact_wipe returns, with address and dry_run.
-- Calls:   admin_keys, contact_find, contact_wipe. Writes: what contact_wipe writes.
create or replace function turno.contact_erase(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_result jsonb;
begin
    perform admin_keys(p, '{address,dry_run,reason}');
    v_result := contact_wipe_or_try(contact_find(p ->> 'address'), 'system', null, 'desk', p);
    return jsonb_build_object('address', p ->> 'address') || v_result;
end
$$;
comment on function turno.contact_erase(jsonb) is 'Erases a contact, or tells what that would take (R39).';
revoke execute on function turno.contact_erase(jsonb) from public;
