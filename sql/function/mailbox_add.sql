-- Purpose: turno mailbox add.
-- Returns: the mailbox as shown.
-- Calls:   admin_refuse, mailbox_change. Writes: mailbox.
create or replace function turno.mailbox_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_name text := lower(p ->> 'name');
    v_id bigint;
begin
    if v_name is null or v_name !~ '^[a-z0-9][a-z0-9._-]{0,63}$' then
        perform admin_refuse('The name of a mailbox has letters, digits, dot, dash and underscore only.', 'name');
    end if;
    if coalesce(p ->> 'address', '') = '' then
        perform admin_refuse('A mailbox needs an address.', 'address');
    end if;
    if exists (select from mailbox m where m.name = v_name or m.address_folded = lower(p ->> 'address')) then
        perform admin_refuse(format('There is a mailbox %s or one with the address %s already.', v_name, p ->> 'address'), 'name');
    end if;
    insert into mailbox (name, address) values (v_name, p ->> 'address') returning id into v_id;
    return mailbox_change(v_id, p);
end
$$;
comment on function turno.mailbox_add(jsonb) is 'Adds a mailbox of the office.';
revoke execute on function turno.mailbox_add(jsonb) from public;
grant execute on function turno.mailbox_add(jsonb) to turno_act;
