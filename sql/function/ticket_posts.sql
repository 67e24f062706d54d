-- Purpose: the posts of a ticket that the viewer may read, see ticket_posts_read.
-- Returns: array in order of time.
-- Calls:   reader, ticket_seen, ticket_posts_read. Writes: nothing.
create or replace function turno.ticket_posts(p_ticket bigint)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_me record;
begin
    select * into v_me from reader();
    return (select coalesce(jsonb_agg(r.post::jsonb order by r.at, r.id), '[]')
        from ticket_posts_read((ticket_seen(array[p_ticket]))[1], v_me.is_full, v_me.contact_id) r);
end
$$;
comment on function turno.ticket_posts(bigint) is 'Posts of a ticket as the viewer may read them (R21, R24).';
alter function turno.ticket_posts(bigint) owner to turno_act;
revoke execute on function turno.ticket_posts(bigint) from public;
grant execute on function turno.ticket_posts(bigint) to turno_web;
