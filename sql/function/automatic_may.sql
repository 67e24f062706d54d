-- Purpose: may a mail that nobody wrote go to a contact now (M13)? In any 24 hours mail.ack_budget (20) to him and
--          mail.ack_domain_budget (1000) to his domain, half of them at once. A stranger gets one a day, the strangers of one
--          domain 60 per hour together: more would bomb whom somebody wrote in the name of. Two gateways that answer each
--          other without any mark come to rest here, for what was refused is not sent later.
-- Returns: true when it may; its place is then taken. False for a contact without address.
-- Calls:   contact_is_stranger, throttle_take, setting_text. Writes: throttle.
create or replace function turno.automatic_may(p_contact bigint)
returns boolean
language plpgsql volatile
as $$
declare
    v_domain text := (select substring(a.folded from '[^@]*$') from turno.address a
        where a.contact_id = p_contact order by a.is_main desc, a.id limit 1);
    v_most double precision := turno.setting_text('mail.ack_budget', '20')::double precision;
    v_domain_most double precision := turno.setting_text('mail.ack_domain_budget', '1000')::double precision;
begin
    if v_most <= 0 or v_domain_most <= 0 or v_domain is null then
        return false;
    elsif turno.contact_is_stranger(p_contact)
        and not (turno.throttle_take('automatic:stranger:' || p_contact, 1, 1 / 86400.0)
            and turno.throttle_take('automatic:domain:' || v_domain, 60, 60 / 3600.0)) then
        return false;
    end if;
    return turno.throttle_take('automatic:contact:' || p_contact, greatest(1, v_most / 2), greatest(1, v_most / 2) / 86400)
        and turno.throttle_take('automatic:all:' || v_domain, greatest(1, v_domain_most / 2),
            greatest(1, v_domain_most / 2) / 86400);
end
$$;
comment on function turno.automatic_may is 'Whether the budget of automatic mail to a contact allows one more (M13).';
revoke execute on function turno.automatic_may from public;
grant execute on function turno.automatic_may to turno_gateway;
