-- Purpose: tickets and practices of a contact in erasure_left are erased, and what he wrote in those of others, but what must be kept
--          (R39); with nothing left his row there goes. At most p_limit of each; null: all.
-- Returns: {tickets, posts, events, documents, mails, blobs, bytes; kept: [{ticket or practice, why}]}.
-- Calls:   contact_left, ticket_kept, ticket_erase, practice_erase, blob_drop, erasure_sum. Writes: erasure_left and what those write.
create or replace function turno.contact_wipe_words(p_contact bigint, p_actor_kind text, p_actor bigint, p_channel text, p_reason text,
    p_limit integer default null)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_sum jsonb := '{"tickets": 0, "posts": 0, "events": 0, "documents": 0, "mails": 0, "blobs": 0, "bytes": 0}';
    v record;
    v_blobs bigint[];
begin
    for v in
        select t.id, l.is_his from contact_left(p_contact) l join ticket t on t.id = l.ticket_id
        where l.why is null order by t.id limit p_limit for update of t
    loop
        -- Held or reopened since it was looked for.
        continue when ticket_kept(v.id) is not null;
        v_sum := erasure_sum(v_sum, ticket_erase(v.id, case when not v.is_his then p_contact end, p_actor_kind, p_actor, p_channel,
            p_reason) || '{"tickets": 1}');
    end loop;
    for v in
        select p.id from contact_left(p_contact) l join practice p on p.id = l.practice_id
        where l.why is null order by p.id limit p_limit for update of p
    loop
        v_blobs := array(select a.blob_id from attachment a where a.practice_id = v.id and a.blob_id is not null);
        perform practice_erase(v.id);
        v_sum := erasure_sum(v_sum, blob_drop(v_blobs));
    end loop;
    delete from erasure_left e where e.contact_id = p_contact and not exists (select from contact_left(p_contact));
    return v_sum || jsonb_build_object('kept', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('ticket', l.ticket_id,
            'practice', l.practice_id, 'why', l.why)) order by l.ticket_id, l.practice_id), '[]')
        from contact_left(p_contact) l where l.why is not null));
end
$$;
comment on function turno.contact_wipe_words(bigint, text, bigint, text, text, integer) is 'Erases what tells of a contact and need not be kept (R39).';
revoke execute on function turno.contact_wipe_words(bigint, text, bigint, text, text, integer) from public;
grant execute on function turno.contact_wipe_words(bigint, text, bigint, text, text, integer) to turno_gateway;
