-- Purpose: how sending does from a mailbox, in a word.
-- Returns: unset (a server of its own without login or password), failing (its account is paused: no mail leaves until its pause is over), tried (the
--          last try of its server met something), ok.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mailbox_sending_state(p_mailbox turno.mailbox)
returns text
language sql stable
set search_path = turno, pg_temp
as $$
    select case when p_mailbox.smtp_host <> '' and (p_mailbox.smtp_login = '' or p_mailbox.smtp_secret = ''
            and not exists (select from mailbox_secret s where s.mailbox_id = p_mailbox.id and s.way = 'smtp')) then 'unset'
        when exists (select from account a where a.name = p_mailbox.account and a.paused_until > clock_timestamp()) then 'failing'
        when exists (select from mailbox_test t, jsonb_array_elements(t.steps) s where t.mailbox_id = p_mailbox.id and s ->> 'step' like 'send%' and s -> 'is_ok' = 'false') then 'tried'
        else 'ok' end;
$$;
comment on function turno.mailbox_sending_state(turno.mailbox) is 'How sending does from a mailbox, in a word.';
revoke execute on function turno.mailbox_sending_state(turno.mailbox) from public;
grant execute on function turno.mailbox_sending_state(turno.mailbox) to turno_act, turno_gateway;
