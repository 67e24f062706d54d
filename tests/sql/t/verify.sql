-- turno verify finds every insert, update and delete of one row (R23): each column of each table once, then at random.
begin;
\ir ../office.psql
select no_plan();
create temporary table seed as select coalesce(nullif(current_setting('turno.test_seed', true), ''),
    (extract(epoch from clock_timestamp())::bigint % 100000)::text)::integer as seed;
select diag('seed ' || seed || ' (PGOPTIONS=-cturno.test_seed=' || seed || ')'), setseed(seed / 100000.0) from seed;

-- A desk with all that there is: documents of a mail and uploads, notes, words in events, blobs in pieces, an upload that
-- waits, mails in triage and undecided.
create temporary table mine as select (pg_temp.receive(jsonb_build_object('subject', 'Il mio 730', 'attachments', jsonb_build_array(
    jsonb_build_object('name', 'cu.pdf', 'type', 'application/pdf', 'size', 3, 'sha256', encode(sha256('abc'), 'hex'), 'offset', 0,
        'length', 3, 'encoding', '7bit', 'inline', false, 'content_id', 'x@y')))) ->> 'ticket')::bigint as ticket;
select pg_temp.receive('{"subject": "Un altro", "from_address": "amina@demo.example"}'),
    pg_temp.receive('{"subject": "Chi sono?", "from_address": "nessuno@altrove.example"}'), pg_temp.store('support'), pg_temp.anna_replies(ticket) from mine \g /dev/null
select set_config('turno.session', turno.session_for('anna', null), true) \g /dev/null
create function pg_temp.upload(p_name text, p_bytes bytea[]) returns bigint language plpgsql as $$
declare
    v_handle text := turno.upload_begin();
begin
    for i in 1 .. cardinality(p_bytes) loop
        perform turno.upload_append(v_handle, i - 1, p_bytes[i]);
    end loop;
    return turno.upload_finish(v_handle, p_name, 'text/plain');
end $$;
select turno.post_add(ticket, 'note', 'operator', pg_temp.operator_id('anna'), 'web', 'Nota', 'Nota',
        p_uploads => array[pg_temp.upload('a.txt', array['first', 'second', 'third']::bytea[]), pg_temp.upload('b.txt', array['b']::bytea[])]),
    turno.event_add(ticket, 'subject', 'operator', pg_temp.operator_id('anna'), 'web', null, 'Il mio 730', 'Il 730 di Mario', 'più chiaro'),
    pg_temp.upload('waits.txt', array['w']::bytea[]), pg_temp.upload('waits too.txt', array['w2', 'w3']::bytea[]) from mine \g /dev/null
select set_config('turno.session', '', true) \g /dev/null

create function pg_temp.findings(p jsonb default '{"bytes": true}') returns text language plpgsql as $$
declare
    v_report jsonb;
    v_found text[] := '{}';
begin
    while p is not null loop
        v_report := turno.verify_report(p);
        v_found := v_found || array(select f ->> 'problem' from jsonb_array_elements(v_report -> 'findings') f);
        p := nullif(v_report -> 'next', 'null');
    end loop;
    return nullif(array_to_string(v_found, '; '), '');
end $$;
select is(pg_temp.findings(), null, 'R23: what nobody touched verifies, uploads that wait included');
select is(pg_temp.findings(jsonb_build_object('ticket', ticket)), null, 'R23: so does one ticket') from mine;

-- What verify says after p_spoil, which is undone; "refused" when the table's own constraints refuse it.
create function pg_temp.after(p_spoil text) returns text language plpgsql as $$
declare
    v_found text;
    v_rows bigint;
begin
    begin
        execute p_spoil;
        get diagnostics v_rows = row_count;
        v_found := case when v_rows = 1 then coalesce(pg_temp.findings(), 'nothing') else 'refused' end;
        raise exception 'undo' using errcode = 'ZZ999';
    exception when sqlstate 'ZZ999' then
        return v_found;
    when integrity_constraint_violation or data_exception or syntax_error_or_access_rule_violation then
        return 'refused';
    end;
end $$;

-- One row, found by its place, gets another value in one column.
create function pg_temp.update_of(p_table text, p_ctid tid, p_column text, p_type text) returns text language plpgsql as $$
declare
    v_value text;
    v_found text;
begin
    foreach v_value in array case
        when p_type in ('bigint', 'integer') then array[format('coalesce(%I, 0) + 1', p_column), format('coalesce(%I, 0) + 100000', p_column), 'null']
        when p_type = 'boolean' then array[format('not %I', p_column)]
        when p_type = 'bytea' then array[format('sha256(coalesce(%I, ''''))', p_column), format('coalesce(%I, '''') || ''x''', p_column), 'null']
        when p_type like 'timestamp%' then array[format('%I + interval ''1 microsecond''', p_column)]
        else array[format('coalesce(%I, '''') || ''x''', p_column), '''note''', '''message''', '''system''', '''operator''', '''desk''', '''8bit''', 'null'] end
    loop
        v_found := pg_temp.after(format('update turno.%I set %I = %s where ctid = %L and %2$I is distinct from %s', p_table, p_column, v_value, p_ctid, v_value));
        exit when v_found <> 'refused';
    end loop;
    return v_found;
end $$;
create function pg_temp.insert_of(p_table text, p_ctid tid, p_other jsonb) returns text language sql as $$
    select pg_temp.after(format('insert into turno.%1$I select (jsonb_populate_record(x, %2$L)).* from turno.%1$I x where x.ctid = %3$L',
        p_table, p_other, p_ctid)) $$;
create temporary view place as
select 'event' as name, ctid from turno.event union all select 'post', ctid from turno.post union all select 'attachment', ctid from turno.attachment
union all select 'blob', ctid from turno.blob union all select 'blob_chunk', ctid from turno.blob_chunk;
create temporary table result (kind text, name text, what text, found text);
-- Whoever has the disk in his hands asks no constraint.
do $$
declare
    v record;
begin
    for v in select n.conrelid::regclass as t, n.conname from pg_constraint n where n.contype = 'c'
        and n.conrelid = any ('{turno.event,turno.post,turno.attachment,turno.blob,turno.blob_chunk}'::regclass[]) loop
        execute format('alter table %s drop constraint %I', v.t, v.conname);
    end loop;
    for v in select unnest('{event,post,attachment,blob}'::text[]) as name loop
        execute format('alter table turno.%I alter id drop identity', v.name);
    end loop;
end $$;
set local session_replication_role = replica;

-- Each column of each table, of three rows.
insert into result
select 'update', p.name, a.attname, pg_temp.update_of(p.name, p.ctid, a.attname, format_type(a.atttypid, null))
from (select distinct on (name, x) place.*, x from place cross join generate_series(1, 3) x order by name, x, random()) p
join pg_attribute a on a.attrelid = format('turno.%I', p.name)::regclass and a.attnum > 0 and not a.attisdropped;
-- Every row deleted, the last ones too, and every row doubled under a new key.
insert into result select 'delete', p.name, p.ctid::text, pg_temp.after(format('delete from turno.%I where ctid = %L', p.name, p.ctid)) from place p;
insert into result
select 'insert', p.name, p.ctid::text, pg_temp.insert_of(p.name, p.ctid, case p.name
    when 'event' then jsonb_build_object('id', 900000, 'seq', 1 + (random() * 20)::integer)
    when 'post' then jsonb_build_object('id', 900000, 'mail_id', null)
    when 'blob' then jsonb_build_object('id', 900000, 'sha256', '\x' || encode(sha256('new'), 'hex'))
    when 'blob_chunk' then jsonb_build_object('seq', 7, 'bytes', case when random() < 0.5 then '\x' else '\x41' end)
    else jsonb_build_object('id', 900000) end)
from place p;
select is(string_agg(format('%s of %s.%s', kind, name, what), ', '), null, 'R23: no change of one row stays unseen') from result where found = 'nothing';
select is(string_agg(distinct format('%s %s', x.kind, x.name), ', '), null, 'R23: each kind of change was tried on each table')
from (select k.kind, t.name from unnest('{insert,update,delete}'::text[]) k(kind), (select distinct name from place) t) x
where not exists (select from result r where r.kind = x.kind and r.name = x.name and r.found <> 'refused');
select is(string_agg(distinct name || '.' || what, ', '), null, 'R23: every column was changed')
from result r where kind = 'update' and not exists (select from result o where (o.kind, o.name, o.what) = (r.kind, r.name, r.what) and o.found <> 'refused');
select cmp_ok(count(*), '>=', 150::bigint, 'R23: in many trials') from result where found <> 'refused';

-- Said so that somebody can look.
select matches(pg_temp.after('delete from turno.event where id = (select max(id) from turno.event)'), '^tail: the ticket counts \d+ events, there are \d+', 'R23: the last event is missed');
select is(pg_temp.after('insert into turno.blob (id, sha256, size) values (900000, sha256(''''), 0)'),
    'blob 900000: nothing refers to it; blob: 1 more than were stored', 'R23: a blob that nobody stored is named');
select matches(pg_temp.after('update turno.blob_chunk set bytes = ''X'' where ctid = (select min(ctid) from turno.blob_chunk where octet_length(bytes) = 1)'), 'blob \d+: its bytes differ from its SHA-256', 'R23: other bytes are found');
select is(pg_temp.after(format('update turno.mail set blob_id = (select max(id) from turno.blob) where id = (select mail_id from turno.post where ticket_id = %s and mail_id is not null)', ticket)) ~ 'altered: post', true,
    'R23: a post whose mail got other bytes is found') from mine;
select is(pg_temp.after(format('with a as (delete from turno.attachment where post_id in (select id from turno.post where ticket_id = %1$s)), p as (delete from turno.post where ticket_id = %1$s)
    update turno.ticket set subject = subject where id = %1$s', ticket)) ~ 'missing: post', true, 'R23: a ticket whose posts are all gone is found') from mine;
select is(pg_temp.after('update turno.event set old = null, new = null, note = null, salt = null, words_digest = turno.event_words(event) where new = ''Il 730 di Mario'''),
    'wiped: the words of the event are gone without an erasure', 'R39: no event may call itself erased');
select is(pg_temp.after('with a as (delete from turno.attachment where name = ''cu.pdf'') update turno.post set text = '''', visible_text = '''', salt = '''', content_digest = turno.post_content_of(post)
    where id = (select post_id from turno.attachment where name = ''cu.pdf'')') ~ '^wiped: post \d+ is empty without an erasure', true, 'R39: no post may call itself erased');

-- What turno removes itself is missed by nobody.
set local session_replication_role = origin;
select turno.upload_drop(array(select id from turno.attachment where post_id is null and name = 'waits.txt')),
    turno.blob_drop(array(select id from turno.blob)), turno.tally_fold() \g /dev/null
select is(pg_temp.findings(), null, 'R23: an upload and a blob that turno removed are not missed');
select is((select count(*) from turno.attachment where name like 'waits%'), 1::bigint, 'R23: one upload still waits');
insert into turno.tally (kind, rows, mark) select 'upload', 0, 0 from generate_series(1, 200);
select cmp_ok(turno.tally_fold(), '>', 200::bigint, 'R23: the tally is added up');
select is((select count(*) from turno.tally), 2::bigint, 'R23: to a line of each kind');
select is(pg_temp.findings(), null, 'R23: and still knows all');
select is((turno.verify_report('{"part": "blob"}') -> 'next' ->> 'part'), 'rest', 'R23: verify goes on part by part');
select * from finish();
rollback;
