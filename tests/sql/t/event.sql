-- The timeline is append-only and proves itself (R23).
begin;
\ir ../fixture.sql
select no_plan();
select is_empty('select * from turno.verify_chain()', 'R23: an untouched timeline verifies');
select is(turno.verify_report('{}') -> 'findings', '[]'::jsonb, 'R23: verify_report finds nothing there');

set local role turno_owner;
select throws_ok(q, 'TU003', 'the timeline is append-only', format('R23: the owner cannot %s', q))
from unnest(array['update turno.event set note = ''x'' where ticket_id = 1', 'delete from turno.event where ticket_id = 1', 'truncate turno.event cascade']) q;
reset role;
create function pg_temp.as_gateway(p_query text)
returns text
language plpgsql
as $$
begin
    set local role turno_gateway;
    execute p_query;
    reset role;
    return 'done';
exception when others then
    reset role;
    return sqlstate;
end
$$;
select is(pg_temp.as_gateway(q), 'TU003', format('R23: no trigger lets turnod %s', q))
from unnest(array['update turno.event set note = ''x''', 'update turno.event set words_digest = sha256(''x'')', 'update turno.post set text = ''x''',
    'update turno.post set text = '''', visible_text = '''', salt = '''', content_digest = sha256(''x'')']) q;
select is(pg_temp.as_gateway(q), '42501', format('R23: turnod may not even try to %s', q))
from unnest(array['update turno.event set at = now()', 'delete from turno.event', 'truncate turno.event', 'update turno.post set at = now()',
    'delete from turno.post', 'delete from turno.ticket', 'select password_digest from turno.operator', 'update turno.operator set is_admin = true']) q;

-- Somebody with the disk in his hands.
set local session_replication_role = replica;
create function pg_temp.finds(p_spoil text)
returns text
language plpgsql
as $$
declare
    v_found text;
begin
    begin
        execute p_spoil;
        select string_agg(concat_ws(' ', v.ticket_id, v.seq, split_part(v.problem, ':', 1)), ', ' order by v.ticket_id, v.seq, v.problem) into v_found from turno.verify_chain() v;
        raise exception 'undo' using errcode = 'ZZ999';
    exception when sqlstate 'ZZ999' then
        return v_found;
    end;
end
$$;
select is(pg_temp.finds('update turno.event set note = ''x'' where ticket_id = 1 and seq = 2'), '1 2 altered', 'R23: an altered event is found');
select is(pg_temp.finds('update turno.event set at = at + interval ''1 microsecond'' where ticket_id = 2 and seq = 1'), '2 1 altered', 'R23: an altered time is found');
select is(pg_temp.finds('delete from turno.event where ticket_id = 1 and seq = 2'), '1 3 missing, 1 added', 'R23: an event left out is found');
select is(pg_temp.finds('delete from turno.event where ticket_id = 1 and seq = 3'), '1 2 tail, 1 added', 'R23: a cut tail is found');
select is(pg_temp.finds('delete from turno.event where ticket_id = 1'), '1 added, 1 added, 1 added, 1 tail', 'R23: a timeline that is gone is found');
select is(pg_temp.finds('update turno.ticket set event_count = 2, event_head = (select digest from turno.event where ticket_id = 1 and seq = 2) where id = 1'),
    '1 3 tail', 'R23: a head that was set back is found');
select is(pg_temp.finds('update turno.post set text = ''x'' where ticket_id = 3 and kind = ''note'''), '3 3 altered', 'R23: an altered text is found');
select is(pg_temp.finds('update turno.attachment set sha256 = sha256(''z'') where name = ''note.pdf'' and blob_id = 14'), '3 3 altered', 'R23: a changed document is found');
select is(pg_temp.finds('insert into turno.post (ticket_id, kind, author_kind, operator_id, channel, text, visible_text, salt, digest)
    values (1, ''note'', ''operator'', 1, ''desk'', ''x'', ''x'', '''', '''')'), '1 added, 1 altered', 'R23: a post without an event is found');
select is(pg_temp.finds('with a as (select digest from turno.event where ticket_id = 2 and seq = 1) update turno.event e set digest = a.digest from a
    where e.ticket_id = 1 and e.seq = 1'), '1 1 altered, 1 2 altered', 'R23: a digest from elsewhere is found');
select isnt(turno.post_content('\x00', 'a', 'b', '{}', null), turno.post_content('\x01', 'a', 'b', '{}', null), 'R39: posts are salted');
select isnt(turno.post_content('\x00', 'ab', '', '{}', null), turno.post_content('\x00', 'a', 'b', '{}', null), 'R23: texts cannot run into one another');
select is(turno.post_content('\x00', 'a', 'b', array_agg(a order by a.id), null), turno.post_content('\x00', 'a', 'b', array_agg(a order by a.id desc), null),
    'R23: documents count in any order') from turno.attachment a;
set local timezone = 'Asia/Tokyo';
set local datestyle = 'German';
select is_empty('select * from turno.verify_chain()', 'R23: the proof does not depend on time zone or date style');
select finish();
rollback;
