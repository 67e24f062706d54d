-- Purpose: tell colleagues whom the author of an act named (R22), and keep whom; and whoever else notice_rule names (R34).
--          p_what as notify takes it.
-- Returns: number of mails put in the outbox; TU003 when one of them may not see the ticket.
-- Calls:   operator_sees, notify. Writes: post_notified, outbox.
create or replace function turno.colleagues_tell(p_ticket bigint, p_post bigint, p_what text, p_actor bigint, p_colleagues bigint[])
returns integer
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_blind text;
begin
    select string_agg(coalesce(o.name, x.id::text), ', ' order by o.name) into v_blind
    from unnest(p_colleagues) x(id) left join turno.operator o on o.id = x.id
    where not turno.operator_sees(x.id, p_ticket);
    if v_blind is not null then
        raise exception using errcode = 'TU003', message = format('%s may not see this ticket and cannot be told of it.', v_blind);
    end if;
    insert into turno.post_notified (post_id, operator_id)
    select p_post, x.id from unnest(p_colleagues) x(id) where p_post is not null and x.id is distinct from p_actor
    on conflict do nothing;
    return turno.notify(p_ticket, p_post, p_what, p_actor, null, p_colleagues);
end
$$;
comment on function turno.colleagues_tell is 'Tells the colleagues whom somebody named, if they see the ticket (R22).';
revoke execute on function turno.colleagues_tell from public;
grant execute on function turno.colleagues_tell to turno_gateway;
