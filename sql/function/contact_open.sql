-- Purpose: a contact's ticket by the web is born (R30): place where the category asks for it (R33), first message with its files, which
--          privacy notice he acknowledged, operators told and he acknowledged by turn_rule. p without errors.
-- Returns: number of the ticket.
-- Calls:   ticket_open, open_mailbox, describe_members, ticket_describe, post_add, consent_add, tell. Writes: what
--          those write.
create or replace function turno.contact_open(p jsonb, p_contact bigint)
returns bigint
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_category bigint := (p ->> 'category')::bigint;
    v_text text := form_text(p ->> 'text');
    v_ticket bigint;
begin
    v_ticket := ticket_open((select c.customer_id from contact c where c.id = p_contact), p_contact, v_category,
        describe_members(p) ->> 'subject', 'web', open_mailbox('web', v_category), 'contact_message', 'contact', p_contact);
    if (select c.asks_place from category c where c.id = v_category) then
        perform ticket_describe(v_ticket, describe_members(p) - '{subject,reference,due_on}'::text[], 'contact', p_contact, 'web');
    end if;
    perform consent_add(p_contact, v_ticket);
    perform tell(v_ticket, post_add(v_ticket, 'message', 'contact', p_contact, 'web', v_text, v_text,
        p_uploads => act_ids(p -> 'uploads')), 'none', 'contact_message', 'contact', p_contact);
    return v_ticket;
end
$$;
comment on function turno.contact_open(jsonb, bigint) is 'A contact''s ticket by the web (R30).';
alter function turno.contact_open(jsonb, bigint) owner to turno_act;
revoke execute on function turno.contact_open(jsonb, bigint) from public;
