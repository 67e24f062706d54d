-- Random commands in random order, 200 mails of two operators (M24): all of a mail are done, or none; nothing of a refused mail reaches
-- the contact; what a mail did the timeline tells. The seed is printed; TURNO_SEED=N repeats a run.
begin;
\ir ../office.psql
select no_plan();
\set seed `echo "${TURNO_SEED:-$(shuf -i 1-9999 -n 1)}"`
select diag('seed ' || :seed || ' (TURNO_SEED=' || :seed || ' repeats it)'), setseed((:seed % 10000) / 10000.0);
create temporary table mine as select n, pg_temp.ticket_of_mario() as ticket from generate_series(1, 4) n;
create function pg_temp.pick(p_from text[]) returns text language sql volatile as $$ select p_from[1 + floor(random() * cardinality(p_from))] $$;
create function pg_temp.state(p_ticket bigint) returns jsonb language sql as $$
    select jsonb_build_object('turn', t.turn, 'status', t.status_id, 'category', c.path, 'level', t.level, 'assignee', o.login, 'priority', r.name_en,
        'due', t.due_on, 'merged', t.merged_into, 'subject', t.subject, 'people', (select count(*) from turno.participant p where p.ticket_id = t.id),
        'messages', (select count(*) from turno.post p where p.ticket_id = t.id and p.kind = 'message'),
        'replies', (select count(*) from turno.outbox b where b.ticket_id = t.id and b.kind = 'reply'))
    from turno.ticket t join turno.category c on c.id = t.category_id join turno.priority r on r.id = t.priority_id
    left join turno.operator o on o.id = t.assignee_id where t.id = p_ticket $$;
create temporary table deed (n serial, who text, role text, text text, v jsonb, before jsonb, after jsonb, notes bigint, saw boolean, asked text[]);
create function pg_temp.do_one() returns void language plpgsql as $$
declare
    v_who text := pg_temp.pick('{anna,anna,marco}');
    v_role text := pg_temp.pick('{r,r,n}');
    v_ticket bigint := (select turno.ticket_target(ticket) from mine order by random() limit 1);
    v_asked text[] := array(select distinct on (split_part(x, ' ', 1)) x from (select pg_temp.pick(array['#categoria CAF', '#category CAF > 730', '#categoria Amministrazione',
        '#livello avanzato', '#level base', '#assegna marco', '#assign nobody', '#prendi', '#take', '#priorita alta', '#priority low', '#scadenza 2999-12-31', '#due none',
        '#copia amina@demo.example', '#riapri', '#chiudi', '#close fatto', '#passa operatore', '#turn contact', '#stato turno contatto', '#keep', '#tieni', '#nota', '#reply',
        '#categoria Nessuna', '#assegna carla', '#scadenza 2001-01-01', '#stato boh', '#chuidi', '#unisci 99999']) as x
        from generate_series(1, floor(random() * 4)::integer)) y);
    v_before jsonb := pg_temp.state(v_ticket);
    v_notes bigint := (select count(*) from turno.post where ticket_id = v_ticket and kind = 'note');
    v_saw boolean := turno.operator_sees(pg_temp.operator_id(v_who), v_ticket);
    v_text text := concat_ws(E'\n', array_to_string(v_asked, E'\n'), pg_temp.pick('{Buongiorno.,"",Testo}'));
    v jsonb;
begin
    update turno.throttle set tokens = 20 where key like 'automatic:operator:%';
    v := pg_temp.receive(jsonb_build_object('from_address', v_who || '@demo.example', 'body_text', v_text, 'reply_visible_text', v_text)
        || pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), v_role, v_ticket, pg_temp.operator_id(v_who))));
    insert into deed (who, role, text, v, before, after, notes, saw, asked) values (v_who, v_role, v_text, v, v_before, pg_temp.state(v_ticket),
        (select count(*) from turno.post where ticket_id = v_ticket and kind = 'note') - v_notes, v_saw, v_asked);
end $$;
select count(pg_temp.do_one()) > 0 from generate_series(1, 200) \g /dev/null

create function pg_temp.none(p_what text, p_where text) returns text language plpgsql as $$
declare
    v_found text;
begin
    execute format('select string_agg(format(%L, text, v, before, after), E''\n'') from deed where %s', '%s => %s: %s -> %s', p_where) into v_found;
    return is(v_found, null, p_what);
end $$;
select is(count(*), 200::bigint, 'M24: every mail is decided') from deed where v ->> 'outcome' in ('post', 'event', 'held', 'filtered') and not v ? 'error';
select ok(count(*) filter (where v ->> 'reason' like 'refused%') > 10 and count(*) filter (where v ->> 'reason' is null) > 10, 'M24: both kinds occur') from deed;
select pg_temp.none('M24: of a refused mail nothing is done', $$v ->> 'reason' is not null and before <> after$$);
select pg_temp.none('M24: at most its words stay, as a note', $$v ->> 'reason' is not null and notes > 1$$);
select pg_temp.none('R9: who does not see the ticket does nothing', $$not saw and v ->> 'outcome' <> 'held'$$);
select pg_temp.none('M24: what is wrong is refused', $$v ->> 'reason' is null and text ~ 'Nessuna|carla|2001|boh|chuidi|99999'$$);
create temporary table done as select * from deed where v ->> 'reason' is null;
create function pg_temp.all_(p_what text, p_command text, p_holds text) returns text language plpgsql as $$
begin
    return pg_temp.none(p_what, format('v ->> ''reason'' is null and text ~ %L and not coalesce(%s, false)', p_command, p_holds));
end $$;
select pg_temp.all_('M24: #categoria moves', 'CAF > 730', $$after ->> 'category' = 'CAF › 730'$$);
select pg_temp.all_('M24: and elsewhere', 'Amministrazione', $$after ->> 'category' = 'Amministrazione'$$);
select pg_temp.all_('M24: #livello raises', 'avanzato', $$after ->> 'level' = 'advanced'$$);
select pg_temp.all_('M24: or lowers', 'level base', $$after ->> 'level' = 'base'$$);
select pg_temp.all_('M24: #assegna gives it', 'assegna marco', $$after ->> 'assignee' = 'marco'$$);
select pg_temp.all_('M24: #prendi takes it', 'prendi|take', $$after ->> 'assignee' = who$$);
select pg_temp.all_('M24: #priorita', 'priorita alta', $$after ->> 'priority' = 'High'$$);
select pg_temp.all_('M24: #scadenza', '2999', $$after ->> 'due' = '2999-12-31'$$);
select pg_temp.all_('M24: #copia', 'copia', $$after ->> 'people' = '1'$$);
select pg_temp.all_('R17: #chiudi', 'chiudi|close', $$after ->> 'turn' = 'closed'$$);
select pg_temp.all_('M24: #passa', 'passa operatore', $$after ->> 'turn' = 'operator'$$);
select pg_temp.all_('M24: to the contact', 'turn contact|turno contatto', $$after ->> 'turn' = 'contact'$$);
select pg_temp.none('M23: a reply is one message more, a note none', $$v ->> 'reason' is null and (after ->> 'messages')::integer - (before ->> 'messages')::integer
    <> case when text ~ '(Buongiorno.|Testo)$' and (text ~ '#reply' or role = 'r' and text !~ '#nota') then 1 else 0 end$$);
select pg_temp.none('R14: #tieni holds the turn of an open ticket', $$v ->> 'reason' is null and text ~ 'keep|tieni' and text !~ 'riapri' and before ->> 'turn' <> after ->> 'turn'$$);
select is_empty('select * from turno.verify_chain()', 'R23: the chain holds');
select finish();
rollback;
