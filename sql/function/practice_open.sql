-- Purpose: make a practice, with what its model says now (R37), of a ticket (p_ticket) or of none. Turn and status of the
--          ticket stay as they are (R20).
-- Returns: id of the practice. p_actor: an operator, null for the command line.
-- Calls:   ticket_lock, event_add, practice_event_add. Writes: practice, practice_ticket, practice_check, practice_field,
--          practice_document, practice_event, event.
create or replace function turno.practice_open(p_ticket bigint, p_customer bigint, p_contact bigint, p_category bigint,
    p_level text, p_model bigint, p_subject text, p_description text, p_assignee bigint, p_due date, p_actor bigint,
    p_channel text)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_practice bigint;
    v_reference text;
begin
    perform ticket_lock(p_ticket);
    insert into practice (reference, customer_id, contact_id, category_id, level, model_id, state_id, subject, description,
        assignee_id, created_by, due_on)
    values ('', p_customer, p_contact, p_category, p_level, p_model, (select s.id from practice_state s where s.is_start),
        p_subject, p_description, p_assignee, p_actor, p_due)
    returning id, reference into v_practice, v_reference;
    insert into practice_check (practice_id, n, text)
    select v_practice, x.n, x.text from practice_model m, unnest(m.checks) with ordinality x(text, n) where m.id = p_model;
    insert into practice_document (practice_id, n, title, is_asked)
    select v_practice, x.n, x.title, true from practice_model m, unnest(m.documents) with ordinality x(title, n) where m.id = p_model;
    insert into practice_field (practice_id, n, name, label_it, label_en, type, is_required, choices)
    select v_practice, f.n, f.name, f.label_it, f.label_en, f.type, f.is_required, f.choices
    from practice_model_field f where f.model_id = p_model;
    perform practice_event_add(v_practice, 'opened', p_actor, p_channel, p_new => p_ticket::text);
    if p_ticket is not null then
        insert into practice_ticket (practice_id, ticket_id) values (v_practice, p_ticket);
        perform event_add(p_ticket, 'converted', case when p_actor is null then 'system' else 'operator' end, p_actor, p_channel,
            p_new => v_reference);
    end if;
    return v_practice;
end
$$;
comment on function turno.practice_open is 'Makes a practice, of a ticket or of none (R20, R37).';
alter function turno.practice_open owner to turno_gateway;
revoke execute on function turno.practice_open from public;
grant execute on function turno.practice_open to turno_act;
