-- Purpose: how many mails fetch may take now: the mail server is the queue when more than mail.backlog (10,000) wait to be
--          decided. A mailbox that has few of them waiting still may take some, so that one flooded mailbox does not stop
--          all others.
-- Returns: number of mails, 0 none.
-- Calls:   setting_text. Writes: nothing.
create or replace function turno.mail_room(p_mailbox bigint)
returns integer
language plpgsql stable
as $$
declare
    v_most integer := greatest(1, turno.setting_text('mail.backlog', '10000')::integer);
    v_room integer := v_most - (select count(*) from (select from turno.mail_job limit v_most) x);
    v_share integer;
begin
    if v_room > 0 then
        return v_room;
    end if;
    v_share := v_most / (2 * greatest(1, (select count(*) from turno.mailbox b where b.is_active)));
    return v_share - (select count(*) from (select from turno.mail_job j where j.mailbox_id = p_mailbox limit v_share) x);
end
$$;
comment on function turno.mail_room is 'How many mails of a mailbox fetch may take now.';
revoke execute on function turno.mail_room from public;
grant execute on function turno.mail_room to turno_gateway;
