-- Purpose: erase some of what is due; tidy calls it again and again, so that no step is long.
-- Returns: what went, as contact_wipe; {more}: there may be more.
-- Calls:   retention_due, retention_mails, contact_left, contact_wipe_words, ticket_kept, ticket_erase, mail_erase, erasure_sum, erasure_add. Writes: what those write.
create or replace function turno.retention_run(p_limit integer default 50)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_zero jsonb := '{"tickets": 0, "posts": 0, "events": 0, "documents": 0, "mails": 0, "blobs": 0, "bytes": 0}';
    v_why text;
    v_sum jsonb;
    v_total jsonb := v_zero;
    v_ticket bigint;
    v_contact bigint;
begin
    foreach v_why in array '{retention,deleted}'::text[] loop
        v_sum := v_zero;
        for v_ticket in
            select t.id from ticket t
            where t.id in (select d.ticket_id from retention_due(p_limit) d where d.why = v_why order by d.ticket_id limit p_limit)
                and t.erased_at is null
            order by t.id for update skip locked
        loop
            -- Reopened, held or restored since it was looked for.
            continue when case v_why when 'retention' then ticket_kept(v_ticket) is not null
                else exists (select from ticket_hold h where h.ticket_id = v_ticket)
                    or exists (select from ticket t where t.id = v_ticket and t.deleted_at is null) end;
            v_sum := erasure_sum(v_sum, ticket_erase(v_ticket, null, 'system', null, 'desk', v_why) || '{"tickets": 1}');
        end loop;
        if v_sum <> v_zero then
            perform erasure_add('ticket', v_why, v_sum, 'system', null);
            v_total := erasure_sum(v_total, v_sum);
        end if;
    end loop;
    v_sum := v_zero;
    for v_contact in
        select l.contact_id from erasure_left l
        where not exists (select from contact_left(l.contact_id)) or exists (select from contact_left(l.contact_id) x where x.why is null)
        order by l.contact_id limit p_limit
    loop
        v_sum := erasure_sum(v_sum, contact_wipe_words(v_contact, 'system', null, 'desk', 'request', p_limit) - 'kept');
    end loop;
    if v_sum <> v_zero then
        perform erasure_add('ticket', 'request', v_sum, 'system', null);
        v_total := erasure_sum(v_total, v_sum);
    end if;
    v_sum := erasure_sum(v_zero, mail_erase(array(select r from retention_mails(p_limit * 4) r)));
    if v_sum <> v_zero then
        perform erasure_add('mail', 'retention', v_sum, 'system', null);
        v_total := erasure_sum(v_total, v_sum);
    end if;
    return v_total || jsonb_build_object('more', v_total <> v_zero);
end
$$;
comment on function turno.retention_run(integer) is 'Erases some of what is due (R39).';
revoke execute on function turno.retention_run(integer) from public;
grant execute on function turno.retention_run(integer) to turno_gateway;
