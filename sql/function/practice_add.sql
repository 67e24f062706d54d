-- Purpose: turno practice add, of a ticket (p: ticket) or for a contact in a category (p: contact, category, level); subject,
--          description, model, assignee, due_on, fields.
-- Returns: the practice as shown.
-- Calls:   admin_keys, admin_refuse, contact_find, practice_words, practice_prefill, practice_make, practice_said, practice_json.
-- Writes:  what practice_make writes.
create or replace function turno.practice_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v jsonb := practice_words(p);
    v_contact bigint := case when p ? 'contact' then contact_find(p ->> 'contact') end;
    v_given jsonb;
begin
    perform admin_keys(p, '{ticket,contact,category,level,subject,description,model,assignee,due_on,fields}');
    if p ? 'ticket' then
        v_given := practice_prefill((p ->> 'ticket')::bigint, null);
        if v_given is null or p ?| '{contact,category,level}' then
            perform admin_refuse(case when v_given is null then format('There is no ticket %s.', p ->> 'ticket')
                else 'Contact, category and level come from the ticket.' end);
        end if;
    elsif v_contact is null or not p ? 'category' then
        perform admin_refuse('A practice needs a ticket, or a contact and a category.');
    else
        v_given := jsonb_build_object('contact', v_contact, 'category', v -> 'category', 'level', coalesce(p ->> 'level', 'base'),
            'customer', (select k.customer_id from contact k where k.id = v_contact));
    end if;
    v := practice_make(v, v_given, null, 'api');
    perform practice_said(v);
    return practice_json((v ->> 'practice')::bigint, null);
end
$$;
comment on function turno.practice_add(jsonb) is 'Makes a practice from the command line (R37).';
revoke execute on function turno.practice_add(jsonb) from public;
