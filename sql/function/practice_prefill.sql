-- Purpose: what a practice of this ticket begins with (R37): subject, first message of the contact, assignee (its own or who
--          looks), the model when its category offers one only, due date when it is planned.
-- Returns: an object as practice_make takes it; null when the viewer may not see the ticket.
-- Calls:   category_models. Writes: nothing.
create or replace function turno.practice_prefill(p_ticket bigint, p_operator bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('ticket', t.id, 'customer', t.customer_id, 'contact', t.contact_id, 'category', t.category_id,
        'level', t.level, 'subject', coalesce(nullif(t.subject, ''), t.reference),
        'description', coalesce((select q.visible_text from post q where q.ticket_id = t.id and q.kind = 'message'
            and q.author_kind = 'contact' order by q.at, q.id limit 1), ''),
        'assignee', coalesce(t.assignee_id, p_operator),
        'model', (select case when count(*) = 1 then min(m.id) end from category_models(t.category_id) m))
        || case when t.due_on is not null then jsonb_build_object('due_on', t.due_on) else '{}' end
    from ticket t where t.id = p_ticket;
$$;
comment on function turno.practice_prefill(bigint, bigint) is 'What a practice takes over from its ticket (R37).';
revoke execute on function turno.practice_prefill(bigint, bigint) from public;
grant execute on function turno.practice_prefill(bigint, bigint) to turno_web, turno_act;
