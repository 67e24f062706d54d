-- Purpose: an operator takes back a contact's personal links to a ticket (p: ticket, contact, form_key) (M33).
-- Returns: {ok, ticket, seen, done: revoked or unchanged}; {ok: false, errors: {contact: unknown}}.
-- Calls:   act_begin, link_revoke, act_end. Writes: what link_revoke does.
create or replace function turno.act_link_revoke(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_contact bigint := nullif(p ->> 'contact', '')::bigint;
begin
    select * into v from act_begin(p, true);
    if v.done is not null then
        return v.done;
    elsif not exists (select from link l where l.ticket_id = v.ticket_id and l.contact_id = v_contact) then
        return '{"ok": false, "errors": {"contact": "unknown"}}';
    end if;
    return act_end(p, v.session_id, v.ticket_id, jsonb_build_object('done', case
        when link_revoke(v.ticket_id, v_contact, v.operator_id, v.channel) > 0 then 'revoked' else 'unchanged' end));
end
$$;
comment on function turno.act_link_revoke(jsonb) is 'An operator takes back a contact''s personal links to a ticket (M33).';
alter function turno.act_link_revoke(jsonb) owner to turno_act;
revoke execute on function turno.act_link_revoke(jsonb) from public;
grant execute on function turno.act_link_revoke(jsonb) to turno_web;
