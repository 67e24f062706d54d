-- Purpose: send a new link to the registered address of an old link's contact, and to no other (p: token, M33).
-- Returns: {ok: true} whatever happened: nobody learns whether the old link ever was one.
-- Calls:   link_find, throttle_take, contact_tell. Writes: outbox, throttle.
create or replace function turno.link_renew(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_link record;
begin
    select * into v_link from link_find(p ->> 'token');
    if found and throttle_take('new_link:' || v_link.contact_id, 3, 1 / 1200.0) then
        perform contact_tell(v_link.ticket_id, null, 'new_link', v_link.contact_id);
    end if;
    return jsonb_build_object('ok', true);
end
$$;
comment on function turno.link_renew(jsonb) is 'Sends a new magic link to the registered address (M33).';
alter function turno.link_renew(jsonb) owner to turno_act;
revoke execute on function turno.link_renew(jsonb) from public;
grant execute on function turno.link_renew(jsonb) to turno_web;
