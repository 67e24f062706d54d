-- Purpose: writes the words of posts that wait for it, the oldest first. One at a time: of two, the one with the older sight of a
--          post could write last.
-- Returns: how many jobs were done; p_limit of them means that more wait.
-- Calls:   search_parts, search_vector. Writes: search_text, search_job.
create or replace function turno.search_fill(p_limit integer)
returns integer
language plpgsql volatile
as $$
declare
    v_jobs bigint[];
begin
    if not pg_try_advisory_xact_lock(hashtext('turno.search_fill')) then
        return 0;
    end if;
    v_jobs := array(select j.id from turno.search_job j order by j.id limit p_limit);
    insert into turno.search_text (id, ticket_id, post_id, is_note, words)
    select n.id, n.ticket_id, n.post_id, v.is_note, v.words || array_to_tsvector(array['~' || (n.id >> 13)])
    from (select nextval(pg_get_serial_sequence('turno.search_text', 'id')) as id, x.ticket_id, x.post_id
        from (select distinct s.ticket_id, s.post_id
            from turno.search_job j cross join lateral turno.search_parts(j.ticket_id, j.post_id) s
            where j.id = any (v_jobs) order by s.post_id, s.ticket_id) x) n
    cross join lateral turno.search_vector(n.ticket_id, n.post_id) v
    on conflict (ticket_id, post_id) do update
        set id = excluded.id, is_note = excluded.is_note, words = excluded.words;
    delete from turno.search_job j where j.id = any (v_jobs);
    return cardinality(v_jobs);
end
$$;
comment on function turno.search_fill(integer) is 'Writes the words of what was written since (R26).';
revoke execute on function turno.search_fill(integer) from public;
grant execute on function turno.search_fill(integer) to turno_gateway;
grant usage on sequence turno.search_text_id_seq to turno_gateway;
