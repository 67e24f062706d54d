-- Purpose: write down what a draft says so far (R32). Nothing of it has happened: no event, nobody is told, but whoever had it and does
--          not see it any more, has it no longer (R40). Files are the uploads that come with it; those taken away go with the next
--          tidying. p: contact, category, priority, channel, subject, reference, due_on,
--          place, text, note, pass_turn, close, uploads, remove.
-- Returns: nothing.
-- Calls:   levels_enabled, ticket_assignment_check, upload_keep. Writes: ticket, ticket_draft, attachment, event.
create or replace function turno.draft_write(p_ticket bigint, p_operator bigint, p jsonb, p_uploads bigint[], p_removed bigint[])
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    update turno.ticket t
    set is_draft = true, contact_id = (p ->> 'contact')::bigint, category_id = c.id, level = case when turno.levels_enabled() then c.initial_level else 'base' end,
        priority_id = coalesce((p ->> 'priority')::bigint, t.priority_id), channel = p ->> 'channel', subject = p ->> 'subject',
        reference = coalesce(p ->> 'reference', t.reference), due_on = (p ->> 'due_on')::date,
        place_address = coalesce(p #>> '{place,address}', ''), latitude = (p #>> '{place,latitude}')::numeric,
        longitude = (p #>> '{place,longitude}')::numeric, mailbox_id = (p ->> 'mailbox')::bigint
    from turno.category c
    where t.id = p_ticket and c.id = (p ->> 'category')::bigint;
    perform turno.ticket_assignment_check(p_ticket, 'operator', p_operator, 'web');
    insert into turno.ticket_draft as d (ticket_id, text, note, pass_turn, close_after, saved_by)
    values (p_ticket, p ->> 'text', p ->> 'note', coalesce((p ->> 'pass_turn')::boolean, true), coalesce((p ->> 'close')::boolean, false),
        p_operator)
    on conflict (ticket_id) do update
    set text = excluded.text, note = excluded.note, pass_turn = excluded.pass_turn, close_after = excluded.close_after,
        saved_by = excluded.saved_by, saved_at = now();
    perform turno.upload_keep(array(select a.id from turno.attachment a where a.id = any (p_uploads) and a.draft_id is null), p_ticket);
    perform turno.upload_keep(array(select a.id from turno.attachment a where a.id = any (p_removed) and a.draft_id = p_ticket), null);
end
$$;
comment on function turno.draft_write is 'Writes what a draft says (R32).';
alter function turno.draft_write owner to turno_gateway;
revoke execute on function turno.draft_write from public;
grant execute on function turno.draft_write to turno_act;
