-- Random acts of random operators on random tickets, 250 of them: whatever is done in whatever order, what the rules promise of every
-- act holds (R9, R11, R12, R15, R17, R23, R40). The seed is printed; TURNO_SEED=N repeats a run.
begin;
\ir ../fixture.sql
\ir ../counted.psql
select no_plan();
\set seed `echo "${TURNO_SEED:-$(shuf -i 1-9999 -n 1)}"`
select diag('seed ' || :seed || ' (TURNO_SEED=' || :seed || ' repeats it)'), setseed((:seed % 10000) / 10000.0);
update turno.category set assign = 'fewest' where id = 2;
update turno.category set assign = 'operator', assign_operator_id = 3 where id = 3;
insert into turno.address (address, operator_id) values ('nina@demo.example', 4);

create temporary table deed (n serial, who text, act text, p jsonb, answer text, sees_before boolean, sees_after boolean, seen text,
    before turno.ticket, after turno.ticket);
create function pg_temp.pick(p_from text[]) returns text language sql volatile as $$ select p_from[1 + floor(random() * cardinality(p_from))] $$;
create function pg_temp.some_act() returns jsonb language sql volatile as $$
    select (array[
        jsonb_build_object('act', 'move', 'category', floor(1 + random() * 4)),
        jsonb_build_object('act', 'level', 'level', pg_temp.pick('{base,advanced,advanced}'), 'confirm', true),
        jsonb_build_object('act', 'assign', 'operator', pg_temp.pick('{1,2,3,4,""}')),
        jsonb_build_object('act', 'take'),
        jsonb_build_object('act', 'status', 'turn', pg_temp.pick('{operator,contact,closed}')),
        jsonb_build_object('act', 'priority', 'priority', floor(1 + random() * 4)),
        jsonb_build_object('act', 'note', 'text', 'nota', 'colleagues', jsonb_build_array(floor(1 + random() * 4))),
        jsonb_build_object('act', 'close', 'note', pg_temp.pick('{fatto,""}'), 'effective', pg_temp.pick('{yes,no,partly}'), 'improve', pg_temp.pick('{imparato,""}')),
        jsonb_build_object('act', 'reopen'),
        jsonb_build_object('act', 'describe', 'reference', pg_temp.pick('{R-1,R-2,R-3,""}')),
        jsonb_build_object('act', 'describe', 'due_on', pg_temp.pick('{2998-01-01,2020-01-01,""}'))])[pg_temp.pick('{1,1,1,2,2,2,2,3,3,3,4,4,4,5,6,7,8,9,9,10,11}')::integer] $$;
create function pg_temp.do_one() returns void language plpgsql as $$
declare
    v_who text := pg_temp.pick('{anna,marco,marco,riccardo,riccardo,nina}');
    v_operator bigint := (select id from turno.operator where login = v_who);
    v_ticket bigint := floor(1 + random() * 6);
    v_act jsonb := pg_temp.some_act();
    v_before turno.ticket;
    v_after turno.ticket;
    v_saw boolean := turno.operator_sees(v_operator, v_ticket);
    v_answer text;
begin
    select * into v_before from turno.ticket t where t.id = v_ticket;
    v_answer := pg_temp.see(v_who, format('select turno.act_%s(%L)', v_act ->> 'act', (v_act - 'act') || jsonb_build_object('ticket', v_ticket)));
    select * into v_after from turno.ticket t where t.id = v_ticket;
    insert into deed (who, act, p, answer, sees_before, sees_after, seen, before, after)
    values (v_who, v_act ->> 'act', v_act, v_answer, v_saw, turno.operator_sees(v_operator, v_ticket),
        case when v_answer like '{%' then v_answer::jsonb ->> 'seen' end, v_before, v_after);
end $$;
select pg_temp.do_one() from generate_series(1, 250) \g /dev/null
-- Each query names the acts that broke the promise.
create function pg_temp.broken(p_where text) returns text language plpgsql as $$
declare
    v text;
begin
    execute 'select string_agg(format(''%s: %s %s by %s: %s'', n, act, p, who, answer), e''\n'') from deed d where ' || p_where into v;
    return v;
end $$;
select is(pg_temp.broken('answer !~ ''^[{]|^TU00[23]$'''), null, 'an act answers, is not found or is refused with a sentence');
select is(pg_temp.broken('sees_before = (answer = ''TU002'')'), null, 'R9: who does not see a ticket finds none, who sees it does');
select is(pg_temp.broken('seen::boolean <> sees_after'), null, 'R9: an act says whether he still sees it');
select is(pg_temp.broken('answer !~ ''"ok": true'' and before is distinct from after'), null, 'what is refused leaves nothing');
select is(pg_temp.broken('act not in (''status'', ''close'', ''reopen'') and ((before).turn, (before).waiting_since, (before).closed_at)
    is distinct from ((after).turn, (after).waiting_since, (after).closed_at)'), null, 'R15: only status, closing and reopening touch the turn');
select is(pg_temp.broken('((before).contact_id, (before).customer_id, (before).updated_at, (before).opened_by)
    is distinct from ((after).contact_id, (after).customer_id, (after).updated_at, (after).opened_by)'), null, 'R12, R26: nothing touches contact, opener and time of the last message');
select is(pg_temp.broken('act <> ''move'' and (before).category_id <> (after).category_id or act <> ''level'' and (before).level <> (after).level'), null,
    'R11, R12: category by a move, level by a raise alone');
select is(pg_temp.broken('(after).turn <> ''closed'' and (after).assignee_id is not null and act in (''move'', ''level'', ''assign'', ''take'', ''reopen'', ''status'')
    and answer ~ ''"ok": true'' and not exists (select from turno.operator_scope s where s.operator_id = (after).assignee_id
        and s.category_id = (after).category_id and s.level = (after).level) and (after).opened_by is distinct from (after).assignee_id'), null, 'R40: who has a ticket sees it');
select is(pg_temp.broken('before is distinct from after and (after).event_count <= (before).event_count
    and (before).effective is not distinct from (after).effective'), null, 'R23: no change without an event');
select is(pg_temp.broken('(before).turn = ''closed'' and act in (''assign'', ''take'', ''priority'', ''close'') and answer ~ ''"ok": true'''), null, 'R17: no work on a closed ticket');
select is((select string_agg(t.id::text, ' ') from turno.ticket t where t.turn <> 'closed' and t.assignee_id is not null and not turno.operator_sees(t.assignee_id, t.id)), null,
    'R40: at the end too');
select is((select string_agg(o.id::text, ' ') from turno.outbox o where o.kind = 'notification' and o.contact_id is not null), null, 'R34: no contact was told');
select is((select count(*) from turno.outbox o join turno.post p on p.id = o.post_id where p.kind = 'note' and o.contact_id is not null), 0::bigint, 'R21: no note left the office');
select ok((select count(*) filter (where answer ~ '"ok": true') > 25 and count(*) filter (where answer = 'TU002') > 3 from deed), 'enough was done and enough refused');
select is_empty('select * from turno.verify_chain()', 'R23: all of it verifies');
select is(pg_temp.miscounted(), null, 'R26: the list says of each ticket how many messages and documents it has');
select ok((select sum(message_count) >= 12 from turno.ticket), 'of tickets that have some');
select * from finish();
rollback;
