-- Purpose: look-up with a refusal in words.
-- Returns: its id; null for ''.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.mailbox_find(p_name text)
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_id bigint;
begin
    if p_name = '' then
        return null;
    end if;
    select m.id into v_id from mailbox m where m.name = lower(p_name);
    if not found then
        perform admin_refuse(format('There is no mailbox "%s".', p_name));
    end if;
    return v_id;
end
$$;
comment on function turno.mailbox_find(text) is 'The mailbox with a name, for commands that name one.';
revoke execute on function turno.mailbox_find(text) from public;
grant execute on function turno.mailbox_find(text) to turno_act;
