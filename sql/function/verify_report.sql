-- Purpose: turno verify, a part at a time, so that the largest database can be proved. p: ticket (only this one, bytes
--          included), bytes (read all bytes too); part and after come from "next" of the call before.
-- Returns: {tickets, events, blobs: how many were looked at; findings: [{ticket, seq, problem}]; next: the argument of the
--          next call, null when all is proved}.
-- Calls:   verify_range, verify_blob, verify_rest. Writes: nothing.
create or replace function turno.verify_report(p jsonb default '{}')
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_part text := coalesce(p ->> 'part', 'ticket');
    v_bytes boolean := coalesce((p ->> 'bytes')::boolean, false);
    v_after bigint := coalesce((p ->> 'after')::bigint, (p ->> 'ticket')::bigint - 1, -9223372036854775808);
    v_upto bigint := (p ->> 'ticket')::bigint;
    v_result jsonb;
begin
    if v_part = 'ticket' then
        v_upto := coalesce(v_upto, (select t.id from ticket t where t.id > v_after order by t.id offset 999 limit 1));
        select jsonb_build_object(
            'tickets', (select count(*) from ticket t where t.id > v_after and t.id <= coalesce(v_upto, 9223372036854775807)),
            'events', (select count(*) from event e
                where e.ticket_id > v_after and e.ticket_id <= coalesce(v_upto, 9223372036854775807)),
            'findings', (select coalesce(jsonb_agg(to_jsonb(v) - 'ticket_id' || jsonb_build_object('ticket', v.ticket_id)
                    order by v.ticket_id, v.seq, v.problem), '[]')
                from verify_range(v_after, coalesce(v_upto, 9223372036854775807)) v))
        into v_result;
        return v_result || jsonb_build_object('next', jsonb_strip_nulls(jsonb_build_object('bytes', v_bytes))
            || case when p ->> 'ticket' is not null then jsonb_build_object('part', 'files', 'ticket', v_upto)
                when v_upto is not null then jsonb_build_object('part', 'ticket', 'after', v_upto)
                else jsonb_build_object('part', 'blob') end);
    elsif v_part = 'files' then
        return (select jsonb_build_object('blobs', count(*), 'findings', coalesce(jsonb_agg(jsonb_build_object('ticket', v_upto,
                'problem', x.problem) order by x.id) filter (where x.problem is not null), '[]'), 'next', null)
            from (select b.id, verify_blob(b, true) as problem from blob b where b.id in (
                select a.blob_id from attachment a join post q on q.id = a.post_id where q.ticket_id = v_upto
                union
                select m.blob_id from mail m where m.ticket_id = v_upto)) x);
    elsif v_part = 'blob' then
        return (select jsonb_build_object('blobs', count(*), 'findings', coalesce(jsonb_agg(jsonb_build_object(
                'problem', x.problem) order by x.id) filter (where x.problem is not null), '[]'),
                'next', case when count(*) = 500 then jsonb_build_object('part', 'blob', 'after', max(x.id), 'bytes', v_bytes)
                    else jsonb_build_object('part', 'rest') end)
            from (select b.id, verify_blob(b, v_bytes) as problem
                from (select * from blob b where b.id > v_after order by b.id limit 500) b) x);
    end if;
    return (select jsonb_build_object('findings', coalesce(jsonb_agg(jsonb_build_object('problem', r.problem)
            order by r.problem), '[]'), 'next', null) from verify_rest() r);
end
$$;
comment on function turno.verify_report(jsonb) is 'What turno verify shows, a part at a time (R23).';
revoke execute on function turno.verify_report(jsonb) from public;
