-- Purpose: mails that came in a period, those that went out, those that could not be delivered; of tickets of some categories, null: all mails.
-- Returns: {in, out, failed}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.statistics_mails(p_categories bigint[], p_from timestamptz, p_to timestamptz)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return jsonb_build_object('in', (select count(*) from mail m where m.received_at >= p_from and m.received_at < p_to and m.outcome <> 'duplicate'
            and (p_categories is null or exists (select from ticket t where t.id = m.ticket_id and t.category_id = any (p_categories)))))
        || (select jsonb_build_object('out', count(*) filter (where b.state = 'sent'), 'failed', count(*) filter (where b.state = 'failed'))
            from outbox b where b.created_at >= p_from and b.created_at < p_to
                and (p_categories is null or exists (select from ticket t where t.id = b.ticket_id and t.category_id = any (p_categories))));
end
$$;
comment on function turno.statistics_mails(bigint[], timestamptz, timestamptz) is 'Mails in, out and failed (R38).';
revoke execute on function turno.statistics_mails(bigint[], timestamptz, timestamptz) from public;
grant execute on function turno.statistics_mails(bigint[], timestamptz, timestamptz) to turno_web;
