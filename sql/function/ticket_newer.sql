-- Purpose: what came on a ticket from others since an operator began to answer (R29): messages from post p_from on. His own make nobody late,
--          nor do notes.
-- Returns: array of {id, at, author, text}, oldest first; [] without p_from.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_newer(p_ticket bigint, p_from bigint, p_operator bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'at', q.at, 'author', coalesce(nullif(k.name, ''), o.name), 'text', q.visible_text)
        order by q.id), '[]')
    from post q
    left join contact k on k.id = q.contact_id
    left join operator o on o.id = q.operator_id
    where q.ticket_id = p_ticket and q.id >= p_from and q.kind = 'message' and q.operator_id is distinct from p_operator;
$$;
comment on function turno.ticket_newer(bigint, bigint, bigint) is 'What came on a ticket since an operator began to answer (R29).';
alter function turno.ticket_newer(bigint, bigint, bigint) owner to turno_act;
revoke execute on function turno.ticket_newer(bigint, bigint, bigint) from public;
