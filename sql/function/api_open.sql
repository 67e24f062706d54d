-- Purpose: a client opens a ticket for a contact (R36; p: the body of its request, without errors): found by his address or made,
--          in a category, with what describes it; the contact is acknowledged and operators are told as for a message of his (R34).
-- Returns: number of the ticket.
-- Calls:   api_contact_add, api_category, api_files, open_mailbox, ticket_open, ticket_describe, describe_members, post_add, tell. Writes: what those
--          write; api_opened.
create or replace function turno.api_open(p_key bigint, p jsonb, p_language text)
returns bigint
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_text text := rtrim(ltrim(p ->> 'text', E'\n\r'), E' \t\n\r');
    v_described jsonb := describe_members(p - '{place,subject}'::text[] || coalesce(p -> 'place', '{}'));
    v_address text := p #>> '{contact,address}';
    v_contact bigint := (select a.contact_id from address a where a.folded = lower(v_address));
    v_category bigint := api_category(p ->> 'category');
    v_ticket bigint;
    v_post bigint;
begin
    if v_contact is null then
        v_contact := api_contact_add(v_address, coalesce(nullif(btrim(p #>> '{contact,name}'), ''), v_address),
            coalesce(p #>> '{contact,language}', p_language), nullif(btrim(p ->> 'customer'), ''));
    end if;
    select ticket_open(c.customer_id, c.id, v_category,
        btrim(regexp_replace(p ->> 'subject', '[[:cntrl:][:space:]]+', ' ', 'g')), 'api', open_mailbox('api', v_category),
        'contact_message', 'contact', c.id,
        (select r.id from priority r where lower(p ->> 'priority') in (lower(r.name_it), lower(r.name_en)) order by r.id limit 1))
    into v_ticket from contact c where c.id = v_contact;
    insert into api_opened (ticket_id, api_key_id) values (v_ticket, p_key);
    if v_described <> '{}' then
        perform ticket_describe(v_ticket, v_described, 'contact', v_contact, 'api');
    end if;
    v_post := post_add(v_ticket, 'message', 'contact', v_contact, 'api', v_text, v_text, p_uploads => api_files(p));
    perform tell(v_ticket, v_post, 'none', 'contact_message', 'contact', v_contact);
    return v_ticket;
end
$$;
comment on function turno.api_open(bigint, jsonb, text) is 'A client of the API opens a ticket (R36).';
alter function turno.api_open(bigint, jsonb, text) owner to turno_act;
revoke execute on function turno.api_open(bigint, jsonb, text) from public;
