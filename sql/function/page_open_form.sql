-- Purpose: what the form of a new ticket offers an operator (p: language; ticket: a draft to go on with) (R7, R30, R32).
-- Returns: {categories: his own [{id, path}], priorities: [{id, name, is_default}], channels, draft: null or what it says}. TU002 when the
--          draft is none that he sees, TU004 when no operator is signed in.
-- Calls:   viewer_required. Writes: nothing.
create or replace function turno.page_open_form(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_draft jsonb;
begin
    select * into v from viewer_required();
    select jsonb_build_object('ticket', t.id, 'contact', t.contact_id, 'customer', t.customer_id, 'name', coalesce(k.name, u.name),
        'category', t.category_id, 'priority', t.priority_id, 'channel', t.channel, 'subject', t.subject, 'text', d.text, 'note', d.note,
        'reference', case when t.reference <> t.id::text then t.reference else '' end, 'due_on', t.due_on, 'address', t.place_address,
        'latitude', t.latitude, 'longitude', t.longitude, 'pass_turn', d.pass_turn, 'close', d.close_after, 'saved_by', o.name,
        'saved_at', d.saved_at, 'files', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'size', a.size)
            order by a.id), '[]') from attachment a where a.draft_id = t.id))
    into v_draft
    from ticket t
    join ticket_draft d on d.ticket_id = t.id
    join customer u on u.id = t.customer_id
    join operator o on o.id = d.saved_by
    left join contact k on k.id = t.contact_id
    where t.id = (p ->> 'ticket')::bigint;
    if v.operator_id is null or (p ? 'ticket' and v_draft is null) then
        raise exception using errcode = 'TU002', message = 'There is no such draft.';
    end if;
    return jsonb_build_object('draft', v_draft, 'channels', '["desk", "phone", "mail", "web", "pec", "api"]'::jsonb,
        'categories', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'path', c.path) order by lower(c.path)), '[]')
            from category c where c.id in (select s.category_id from operator_scope s where s.operator_id = v.operator_id)),
        'priorities', (select jsonb_agg(jsonb_build_object('id', r.id, 'is_default', r.is_default,
            'name', case when p ->> 'language' = 'en' then r.name_en else r.name_it end) order by r.rank) from priority r));
end
$$;
comment on function turno.page_open_form(jsonb) is 'The form of a new ticket for an operator (R7, R30).';
revoke execute on function turno.page_open_form(jsonb) from public;
grant execute on function turno.page_open_form(jsonb) to turno_web;
