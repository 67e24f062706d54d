-- Purpose: what calls said of a contact is forgotten (R39): bodies of calls about his tickets and of messages to him go; those that
--          wait are not made any more. That calls were made stays.
-- Returns: how many bodies went.
-- Calls:   nothing. Writes: hook_call, hook_job.
create or replace function turno.hook_forget(p_contact bigint)
returns integer
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_calls bigint[];
    v_count integer;
begin
    -- First the jobs, then the calls, as hook_settle does.
    perform from hook_job j join hook_call c on c.id = j.hook_call_id left join ticket t on t.id = c.ticket_id
    where c.contact_id = p_contact or t.contact_id = p_contact
    order by j.hook_call_id for update of j;
    v_calls := array(select c.id from hook_call c where c.contact_id = p_contact
        union
        select c.id from ticket t join hook_call c on c.ticket_id = t.id where t.contact_id = p_contact);
    delete from hook_job j where j.hook_call_id = any (v_calls);
    update hook_call c set payload = null,
        state = case when c.state in ('queued', 'sending') then 'skipped' else c.state end,
        last_error = case when c.state in ('queued', 'sending') then 'what it said was erased' else c.last_error end
    where c.id = any (v_calls) and c.payload is not null;
    get diagnostics v_count = row_count;
    return v_count;
end
$$;
comment on function turno.hook_forget(bigint) is 'Forgets what calls said of a contact (R39).';
alter function turno.hook_forget(bigint) owner to turno_gateway;
revoke execute on function turno.hook_forget(bigint) from public;
grant execute on function turno.hook_forget(bigint) to turno_act;
