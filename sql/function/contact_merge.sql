-- Purpose: turno contact merge. p: address (of the contact that goes), into (an address of the one that stays).
-- Returns: {merged, into, tickets: how many of those that the caller sees (R9), contact: as shown}.
-- Calls:   admin_keys, admin_refuse, contact_find, viewer, contact_join, contact_json. Writes: what contact_join does.
create or replace function turno.contact_merge(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_from bigint;
    v_into bigint;
    v_tickets bigint[];
    v_result jsonb;
begin
    perform admin_keys(p, '{address,into}');
    if coalesce(p ->> 'into', '') = '' then
        perform admin_refuse('Name an address of the contact that stays: into.');
    end if;
    v_into := contact_find(p ->> 'into');
    v_from := contact_find(p ->> 'address');
    v_tickets := array(select t.id from ticket t where t.contact_id = v_from
        union select q.ticket_id from participant q where q.contact_id = v_from);
    v_result := contact_join(v_from, v_into, (select v.operator_id from viewer() v));
    return v_result || jsonb_build_object('contact', contact_json(v_into),
        'tickets', (select count(*) from ticket t where t.id = any (v_tickets)));
end
$$;
comment on function turno.contact_merge(jsonb) is 'Merges two contacts of the same customer (R1).';
revoke execute on function turno.contact_merge(jsonb) from public;
grant execute on function turno.contact_merge(jsonb) to turno_act;
