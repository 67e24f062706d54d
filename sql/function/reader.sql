-- Purpose: who reads, for functions of turno_act that find tickets under policies (ticket_seen) and then let the kernel read at once what
--          hangs on them: asked table by table, the policies cost ten times what the rows do.
-- Returns: is_full: an operator, or the owner of the database, who is told apart by the role of the session and not by rights that a
--          definer function lends; else the contact who looks, if any, and his customer.
-- Calls:   reader_is_owner, viewer. Writes: nothing.
create or replace function turno.reader(out is_owner boolean, out is_full boolean, out contact_id bigint, out customer_id bigint)
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    is_owner := reader_is_owner();
    is_full := is_owner;
    if not is_owner then
        select v.operator_id is not null, v.contact_id, v.customer_id into is_full, contact_id, customer_id from viewer() v;
        is_full := coalesce(is_full, false);
    end if;
end
$$;
comment on function turno.reader() is 'Who reads: the owner of the database, an operator, or a contact.';
alter function turno.reader() owner to turno_act;
revoke execute on function turno.reader() from public;
