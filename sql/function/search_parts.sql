-- Purpose: what a row of search_job stands for: its post, or the ticket's posts, and the ticket itself where it has no message: a
--          contact finds it by its subject also when there are only notes, which he does not see.
-- Returns: ticket and post of each.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.search_parts(p_ticket bigint, p_post bigint)
returns table (ticket_id bigint, post_id bigint)
language plpgsql stable
as $$
#variable_conflict use_column
begin
    if p_post is not null then
        return query select p_ticket, p_post;
        return;
    end if;
    return query select p.ticket_id, p.id from turno.post p where p.ticket_id = p_ticket order by p.id;
    if not exists (select from turno.post p where p.ticket_id = p_ticket and p.kind = 'message') then
        return query select p_ticket, null::bigint;
    end if;
end
$$;
comment on function turno.search_parts(bigint, bigint) is 'Posts that a job of the search is about.';
revoke execute on function turno.search_parts(bigint, bigint) from public;
grant execute on function turno.search_parts(bigint, bigint) to turno_gateway;
