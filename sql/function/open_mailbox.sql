-- Purpose: by which mailbox a ticket that no mail opened writes: a certified one for the channel pec, else that of its category, else
--          whichever is first (outbox_add).
-- Returns: id of the mailbox, or null for the first.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.open_mailbox(p_channel text, p_category bigint)
returns bigint
language sql stable
set search_path = turno, pg_temp
as $$
    select b.id from mailbox b
    where b.is_active and (case p_channel when 'pec' then b.kind = 'pec' else b.kind <> 'pec' and b.category_id = p_category end)
    order by b.category_id is not distinct from p_category desc, b.id limit 1;
$$;
comment on function turno.open_mailbox(text, bigint) is 'Mailbox of a ticket that no mail opened.';
alter function turno.open_mailbox(text, bigint) owner to turno_act;
revoke execute on function turno.open_mailbox(text, bigint) from public;
