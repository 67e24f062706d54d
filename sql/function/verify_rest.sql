-- Purpose: what no ticket and no blob by itself can tell: rows that came or went without the desk, and rows that refer to
--          others which are gone.
-- Returns: one row per finding.
-- Calls:   blob_mark, upload_mark. Writes: nothing.
create or replace function turno.verify_rest()
returns table (problem text)
language sql stable
set search_path = turno, pg_temp
as $$
    with there as (
        select 'blob' as kind, count(*) as rows, coalesce(bit_xor(blob_mark(b)), 0) as mark from blob b
        union all
        select 'upload', count(*), coalesce(bit_xor(upload_mark(a)), 0) from attachment a where a.post_id is null
    ), known as (
        select y.kind, y.rows - coalesce(sum(t.rows), 0) as more, y.mark <> coalesce(bit_xor(t.mark), 0) as differs
        from there y left join tally t on t.kind = y.kind
        group by y.kind, y.rows, y.mark
    )
    select case when k.more > 0 then format('%s: %s more than were stored', k.kind, k.more)
        when k.more < 0 then format('%s: %s that were stored are gone', k.kind, -k.more)
        else format('%s: one is not as it was stored', k.kind) end
    from known k where k.more <> 0 or k.differs
    union all
    (select format('blob %s: nothing refers to it', b.id)
    from blob b
    where (select k.more > 0 from known k where k.kind = 'blob')
        and not exists (select from mail m where m.blob_id = b.id)
        and not exists (select from attachment a where a.blob_id = b.id)
    limit 20)
    union all
    select format('blob %s: is gone, and pieces of it are there', c.blob_id)
    from blob_chunk c where not exists (select from blob b where b.id = c.blob_id)
    union all
    select format('mail %s: its bytes are gone', m.id)
    from mail m where m.blob_id is not null and not exists (select from blob b where b.id = m.blob_id)
    union all
    select format('attachment %s: its post is gone', a.id)
    from attachment a where a.post_id is not null and not exists (select from post p where p.id = a.post_id)
    union all
    select format('attachment %s: is another customer''s', a.id)
    from attachment a left join practice p on p.id = a.practice_id
    where a.post_id is null and a.customer_id is distinct from p.customer_id
    union all
    select format('attachment %s: its bytes are gone', a.id)
    from attachment a where a.blob_id is not null and not exists (select from blob b where b.id = a.blob_id)
    union all
    select format('attachment %s: its bytes are others', a.id)
    from attachment a join blob b on b.id = a.blob_id where (b.sha256, b.size) <> (a.sha256, a.size);
$$;
comment on function turno.verify_rest() is 'Finds rows that came or went without the desk, and what lost its bytes (R23).';
revoke execute on function turno.verify_rest() from public;
