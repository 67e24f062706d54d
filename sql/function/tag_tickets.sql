-- Purpose: the newest tickets with a tag before p_before, for who then asks which of them the viewer sees.
-- Returns: ids, the newest first, at most p_limit.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.tag_tickets(p_tag text, p_before bigint, p_limit integer)
returns bigint[]
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select array(select g.ticket_id from ticket_tag g where g.tag = p_tag and g.ticket_id < p_before order by g.ticket_id desc limit p_limit);
$$;
comment on function turno.tag_tickets(text, bigint, integer) is 'The newest tickets with a tag.';
alter function turno.tag_tickets(text, bigint, integer) owner to turno_gateway;
revoke execute on function turno.tag_tickets(text, bigint, integer) from public;
grant execute on function turno.tag_tickets(text, bigint, integer) to turno_act;
