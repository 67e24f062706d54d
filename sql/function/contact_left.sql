-- Purpose: what still tells of a contact who is being forgotten (R39): his tickets, with those of a person of whom he was all there is,
--          others in which he wrote or whose timeline names him, his practices; and why one must be kept.
-- Returns: a row for each: ticket or practice, is_his, why as ticket_kept says; null: it may go.
-- Calls:   ticket_kept. Writes: nothing.
create or replace function turno.contact_left(p_contact bigint)
returns table (ticket_id bigint, practice_id bigint, is_his boolean, why text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v_people bigint[] := array(select c.id from contact c where p_contact in (c.id, c.merged_into));
    v_words text[] := (select l.words from erasure_left l where l.contact_id = p_contact);
    v_customer bigint := (select u.id from contact c join customer u on u.id = c.customer_id
        where c.id = p_contact and u.kind = 'person'
            and not exists (select from contact o where o.customer_id = u.id and o.id <> all (v_people) and o.erased_at is null));
begin
    return query
    with his as (
        select t.id from ticket t where t.contact_id = p_contact
        union
        select t.id from ticket t where t.customer_id = v_customer and t.contact_id is null
    ), others as (
        select p.ticket_id as id from post p where p.contact_id = any (v_people) and p.content_digest is null
        union
        select e.ticket_id from event e where e.contact_id = any (v_people) and e.words_digest is null
            and num_nonnulls(e.old, e.new, e.note) > 0 and e.type not in ('erased', 'merged')
        union
        select e.ticket_id from event e where e.ticket_id in (select o.ticket_id from outbox o where o.contact_id = p_contact)
            and e.words_digest is null and (lower(e.old) = any (v_words) or lower(e.new) = any (v_words))
        union
        select m.ticket_id from mail m where m.contact_id = any (v_people) and m.blob_id is not null
    )
    select t.id, null::bigint, exists (select from his h where h.id = t.id), ticket_kept(t.id)
    from ticket t
    where t.erased_at is null and t.id in (select h.id from his h union select o.id from others o)
    union all
    select null, p.id, true, (select ticket_kept(x.ticket_id) from practice_ticket x
        where x.practice_id = p.id and ticket_kept(x.ticket_id) is not null order by x.ticket_id limit 1)
    from practice p
    where (p.contact_id = p_contact or p.customer_id = v_customer and p.contact_id is null) and p.subject <> 'P' || p.id;
end
$$;
comment on function turno.contact_left(bigint) is 'What still tells of a contact who is forgotten (R39).';
revoke execute on function turno.contact_left(bigint) from public;
grant execute on function turno.contact_left(bigint) to turno_gateway;
