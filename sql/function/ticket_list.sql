-- Purpose: turno ticket list: for the owner all tickets, under a session those that its person sees.
--          p: turn, category (path; those below too), as_contact (present: without what a contact never sees, R24).
-- Returns: array of rows, oldest ticket first; TU003 for an unknown turn or category.
-- Calls:   ticket_rows. Writes: nothing.
create or replace function turno.ticket_list(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_path text := lower(regexp_replace(p ->> 'category', '\s+[>›]\s+', ' › ', 'g'));
begin
    if p ->> 'turn' not in ('operator', 'contact', 'closed') then
        raise exception using errcode = 'TU003', message = 'A turn is operator, contact or closed.';
    end if;
    if v_path is not null and not exists (select from category c where lower(c.path) = v_path) then
        raise exception using errcode = 'TU003', message = format('There is no category "%s".', p ->> 'category');
    end if;
    return (select coalesce(jsonb_agg(r.ticket - case when p ? 'as_contact'
                then '{level,category,priority,assignee,colour,is_late,is_failed,is_ours,is_pec,documents,messages}'::text[]
                else '{}' end order by r.id), '[]')
        from ticket_rows(array(select t.id from ticket t left join category c on c.id = t.category_id
            where t.deleted_at is null and (not p ? 'turn' or t.turn = p ->> 'turn')
                and (v_path is null or lower(c.path) = v_path or starts_with(lower(c.path), v_path || ' › '))), p ->> 'language') r);
end
$$;
comment on function turno.ticket_list(jsonb) is 'Tickets as the command line lists them.';
revoke execute on function turno.ticket_list(jsonb) from public;
grant execute on function turno.ticket_list(jsonb) to turno_web;
