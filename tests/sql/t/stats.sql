-- Figures of the desk (R38), within what each may see (R9).
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.stats(p_person text, p jsonb default '{}') returns jsonb language sql as $$
    select pg_temp.see(p_person, format('select turno.page_statistics(%L)', p || '{"language": "en"}'))::jsonb $$;
select is(pg_temp.see(null, 'select turno.page_statistics(''{}'')'), 'TU004', 'R9: nobody has figures');
select is(pg_temp.see('mario', 'select turno.page_statistics(''{}'')'), 'TU004', 'R24: nor has a contact');
select is(pg_temp.stats('anna') #>> '{open,count}', '6', 'R38: open tickets');
update turno.ticket set is_draft = true where id = 1;
select is(pg_temp.stats('anna') #>> '{open,count}' || ' ' || (pg_temp.stats('anna') ->> 'opened'), '5 5', 'R32, R38: a draft is not open yet');
update turno.ticket set is_draft = false where id = 1;
select is(pg_temp.stats('marco') #>> '{open,count}', '2', 'R9: of what he sees');
select is(pg_temp.stats('nina') #>> '{open,count}', '1', 'R9: of what she opened');
select is(pg_temp.stats('marco') #> '{open,categories}', '[{"id": 1, "category": "CAF", "count": 2, "share": 1.0000}]', 'R9, R38: no other category is named');
select is((select string_agg(c ->> 'category' || ' ' || (c ->> 'count') || ' ' || (c ->> 'share'), ', ' order by n) from jsonb_array_elements(pg_temp.stats('anna') #> '{open,categories}') with ordinality x(c, n)),
    'CAF 2 0.3333, Interna 2 0.3333, CAF › 730 1 0.1667, Immigrazione 1 0.1667', 'R38: the share of each category');
select is(pg_temp.stats('anna') #> '{open,statuses,0,count}', '6', 'R38: number per status');
select is(pg_temp.stats('anna') #> '{open,priorities,0,count}', '6', 'R38: number per priority');

-- Closing and answering, with times that are known.
update turno.ticket set opened_at = now() - interval '10 days';
update turno.ticket set turn = 'closed', closed_at = x.at, status_id = s.id
from (values (1, now() - interval '8 days'), (6, now() - interval '6 days'), (3, now() - interval '9 days')) x(id, at), turno.status s
where ticket.id = x.id and s.is_closing;
select is(pg_temp.stats('anna') #> '{closed,categories}', '[{"id": 1, "count": 2, "category": "CAF", "mean_seconds": 259200}, {"id": 3, "count": 1, "category": "Immigrazione", "mean_seconds": 86400}]',
    'R38: mean closing time per category');
select is(pg_temp.stats('anna') #>> '{closed,mean_seconds}', '201600', 'R38: and of all');
select is(pg_temp.stats('marco') #>> '{closed,count}', '2', 'R9: of what he sees');
select is(pg_temp.stats('anna', jsonb_build_object('from', current_date - 7)) #>> '{closed,count}', '1', 'R38: of a period');
select is(pg_temp.stats('anna', jsonb_build_object('to', current_date - 7)) #>> '{closed,count}', '2', 'R38: to a day');
select turno.ticket_reopen(6, 1, 'web') \g /dev/null
select is(pg_temp.stats('anna') #>> '{closed,count}', '2', 'R38: what was opened again is not closed');
select is(pg_temp.stats('anna') #>> '{answered,count}', '0', 'R38: nothing has a first answer');
select turno.post_add(1, 'note', 'operator', 1, 'web', 'x', 'x'), turno.post_add(1, 'message', 'contact', 1, 'web', 'x', 'x') \g /dev/null
select is((select first_answer_at from turno.ticket where id = 1), null, 'R38: neither a note nor the contact answers');
select turno.post_add(t, 'message', 'operator', 1, 'web', 'x', 'x') from generate_series(1, 6) t \g /dev/null
select is((select count(*) from turno.ticket where first_answer_at = now()), 6::bigint, 'R38: a public message of an operator does');
update turno.ticket set first_answer_at = opened_at + id * interval '1 hour';
select turno.post_add(1, 'message', 'operator', 1, 'web', 'again', 'again') \g /dev/null
select is((select first_answer_at = opened_at + interval '1 hour' from turno.ticket where id = 1), true, 'R38: the first one counts');
-- Ticket 5 was opened by an operator: 1, 2, 3, 4 and 6 hours remain.
select is(pg_temp.stats('anna') -> 'answered', '{"count": 5, "p90_seconds": 18720, "median_seconds": 10800}', 'R38: median and p90 of first answers to what people opened');
select is(pg_temp.stats('marco') -> 'answered', '{"count": 2, "p90_seconds": 19800, "median_seconds": 12600}', 'R9: of what he sees');
select is(pg_temp.stats('anna') #>> '{opened}', '6', 'R38: tickets opened in the period');
update turno.ticket set waiting_since = now() - id * interval '1 day' where turn = 'operator';
select is(pg_temp.stats('anna') #> '{open,waiting}', '{"days": 3, "count": 3}', 'R38: waiting on us for more than three days');
insert into turno.setting values ('stats.waiting_days', '"4"');
select is(pg_temp.stats('anna') #> '{open,waiting}', '{"days": 4, "count": 2}', 'R38: or as many as the office says');
update turno.mail set received_at = now();
update turno.outbox set state = case when ticket_id in (1, 2) then 'sent' when ticket_id = 6 then 'failed' else 'queued' end, sent_at = case when ticket_id in (1, 2) then now() end, created_at = now();
select is(pg_temp.stats('anna') -> 'mails', (select jsonb_build_object('in', (select count(*) from turno.mail where outcome is not null), 'out', count(*) filter (where state = 'sent'), 'failed', count(*) filter (where state = 'failed')) from turno.outbox),
    'R38: mails in, out and failed');
select is(pg_temp.stats('marco') -> 'mails', (select jsonb_build_object('in', 2, 'out', count(*) filter (where state = 'sent'), 'failed', count(*) filter (where state = 'failed')) from turno.outbox where ticket_id in (1, 6)),
    'R9: of what he sees');
select is(pg_temp.stats('anna', '{"from": "2020-01-01", "to": "2020-12-31"}') -> 'mails', '{"in": 0, "out": 0, "failed": 0}', 'R38: of a period');
select is(pg_temp.stats('anna') -> 'operators', 'null', 'R38: no figures per operator by default');
insert into turno.setting values ('stats.per_operator', '"true"');
update turno.ticket set assignee_id = 3 where id in (2, 3, 5);
select is(pg_temp.stats('marco') -> 'operators' -> 0 ->> 'operator', 'Anna', 'R38: figures per operator where the office wants them');
select is(pg_temp.stats('anna') #>> '{operators,0,answers}', (select count(*)::text from turno.post where operator_id = 1 and kind = 'message'), 'R38: public answers');
select is((select o ->> 'assigned' from jsonb_array_elements(pg_temp.stats('anna') -> 'operators') o where o ->> 'operator' = 'Riccardo'), '2', 'R38: open tickets in hand');
select is((select o ->> 'assigned' from jsonb_array_elements(pg_temp.stats('marco') -> 'operators') o where o ->> 'operator' = 'Riccardo'), '0', 'R9: but those that he does not see');
select is(pg_temp.stats('anna', f) ->> 'to' is not null, true, 'R38: bad days are no error: ' || f::text)
from unnest(array['{"from": "x", "to": "2026-13-01"}', '{"from": "2027-01-01", "to": "2026-01-01"}', '{"from": "0000-00-00"}']::jsonb[]) f;
select is(pg_temp.stats('anna', '{"from": "2026-02-01", "to": "2026-01-01"}') ->> 'from', '2026-01-01', 'R38: days the wrong way round are turned');
select is(turno.page_statistics('{"language": "it"}') #>> '{open,count}', (select count(*)::text from turno.ticket where turn <> 'closed'), 'R38: the owner of the database has the figures of all');
select matches(pg_temp.see('anna', 'select turno.page_statistics_export(''{"language": "en"}'') ->> ''csv'''), E'"open by category","Interna","count","2"\r\n', 'R38: as a file');

-- The same figures as the policies give, whoever looks.
select is(pg_temp.see(person, 'select turno.page_statistics(''{}'') #>> ''{open,count}'''), pg_temp.see(person, 'select count(*) from turno.ticket where turn <> ''closed'''), 'R9: open tickets of ' || person)
from unnest('{anna,marco,riccardo,nina}'::text[]) person;

-- Of a category and those below it.
select is(pg_temp.stats('anna', '{"category": 1}') #>> '{open,count}', (select count(*)::text from turno.ticket where turn <> 'closed' and category_id in (1, 2)), 'R38: of a category, with those below');
select is(pg_temp.stats('anna', '{"category": "3"}') #>> '{closed,count}', '1', 'R38: closed ones too');
select is(pg_temp.stats('anna', '{"category": 1}') ->> 'opened', (select count(*)::text from turno.ticket where category_id in (1, 2)), 'R38: those opened');
select is(pg_temp.stats('anna', '{"category": 3}') #>> '{mails,in}', '1', 'R38: mails of its tickets');
select is((select sum((o ->> 'answers')::integer) from jsonb_array_elements(pg_temp.stats('anna', '{"category": 3}') -> 'operators') o), (select count(*) from turno.post where ticket_id = 3 and kind = 'message' and operator_id is not null),
    'R38: answers in it');
select is(pg_temp.stats('marco', '{"category": 3}') #>> '{open,count}', '0', 'R9: nothing of one that he does not see');
select is(pg_temp.stats('anna', '{"category": "x"}') ->> 'category', null, 'R38: what is none narrows nothing');
select matches(pg_temp.see('anna', 'select turno.page_statistics_export(''{"category": 1}'') ->> ''csv'''), E'"period","","category","CAF"\r\n', 'R38: the file says of which');

-- Sums add up, whatever is looked at: each table against plain SQL under the same policies.
create temporary table look as select person, f, w, pg_temp.stats(person, f) as v
from unnest('{anna,marco,riccardo,nina}'::text[]) person, (values ('{}'::jsonb, ''), ('{"category": 1}', ' and category_id in (1, 2)')) x(f, w);
select is(v #>> '{open,count}', pg_temp.see(person, 'select count(*) from turno.ticket where turn <> ''closed'' and not is_draft' || w), format('R38: open tickets of %s%s', person, w)) from look;
select is((select coalesce(sum((c ->> 'count')::integer), 0)::text from jsonb_array_elements(v #> array['open', part]) c), v #>> '{open,count}', format('R38: %s of %s%s add up', part, person, w))
from look, unnest('{categories,statuses,priorities}'::text[]) part;
select is((select coalesce(sum((c ->> 'count')::integer), 0)::text from jsonb_array_elements(v #> '{closed,categories}') c), v #>> '{closed,count}', format('R38: closed ones of %s%s add up', person, w)) from look;
select is(v #>> '{closed,count}', pg_temp.see(person, 'select count(*) from turno.ticket where closed_at >= current_date - 29 and closed_at < current_date + 1' || w), format('R38: closed tickets of %s%s', person, w)) from look;
select is(v ->> 'opened', pg_temp.see(person, 'select count(*) from turno.ticket where opened_at >= current_date - 29 and opened_at < current_date + 1 and not is_draft' || w), format('R38: opened tickets of %s%s', person, w)) from look;

-- As a page.
select is(turno.statistics_bars('[{"count": 3}, {"count": 1}, {"count": 0}]'), '[{"bar": 100, "count": 3, "percent": 75}, {"bar": 33, "count": 1, "percent": 25}, {"bar": 0, "count": 0, "percent": 0}]', 'R38: bars');
select is((select string_agg(x ->> 'percent', ' ' order by n) from jsonb_array_elements(turno.statistics_bars('[{"count": 1}, {"count": 1}, {"count": 1}]')) with ordinality y(x, n)), '34 33 33', 'R38: shares add up to a hundred');
select is(turno.statistics_bars('[]'), '[]', 'R38: no bars');
select is(turno.statistics_bars('[{"count": 0}]'), '[{"bar": 0, "count": 0, "percent": 0}]', 'R38: an empty one');
create temporary table page as select pg_temp.see('anna', 'select turno.page_figures(''{"from": "2026-01-01", "to": "2026-01-31", "category": 1}'')')::jsonb as v;
select is(concat_ws(' ', v ->> 'query', v ->> 'period', v ->> 'filter'), 'from=2026-01-01&to=2026-01-31&category=1 from=2026-01-01&to=2026-01-31 filters.draft=none&filters.category=1', 'R38: links keep period and category') from page;
-- A list behind a figure has as many rows as the figure says: drafts are none of the open ones, late is only what waits long enough.
create function pg_temp.behind(p_person text, p_tab text, p_query text) returns text language sql as $$
    select pg_temp.see(p_person, format('select jsonb_array_length(turno.page_ticket_list(%L) -> ''tickets'')', jsonb_build_object('tab', p_tab,
        'filters', (select jsonb_object_agg(split_part(split_part(x, '=', 1), '.', 2), split_part(x, '=', 2)) from regexp_split_to_table(p_query, '&') x)))) $$;
update turno.ticket set is_draft = true where id = 4;
truncate look; insert into look select person, f, w, pg_temp.see(person, format('select turno.page_figures(%L)', f))::jsonb
from unnest('{anna,marco,riccardo,nina}'::text[]) person, (values ('{}'::jsonb, ''), ('{"category": 1}', ' in CAF')) x(f, w);
select is(pg_temp.behind(person, 'open', v ->> 'filter'), v #>> '{open,count}', format('R38: the list behind the open tickets of %s%s', person, w)) from look;
select is(pg_temp.behind(person, 'handle', v ->> 'filter' || '&filters.waiting=' || (v #>> '{open,waiting,days}')), v #>> '{open,waiting,count}', format('R38: the list behind those waiting for %s%s', person, w)) from look;
select is(pg_temp.behind(person, 'open', v ->> 'filter' || '&filters.status=' || (s ->> 'id')), s ->> 'count', format('R38: the list behind status %s of %s%s', s ->> 'status', person, w)) from look, jsonb_array_elements(v #> '{open,statuses}') s;
select is(pg_temp.behind(person, 'open', v ->> 'filter' || '&filters.priority=' || (s ->> 'id')), s ->> 'count', format('R38: the list behind priority %s of %s%s', s ->> 'priority', person, w)) from look, jsonb_array_elements(v #> '{open,priorities}') s;
select is(array[pg_temp.behind('anna', 'open', 'filters.draft=none'), pg_temp.behind('anna', 'open', 'filters.draft=only'), pg_temp.behind('anna', 'open', 'filters.draft=x')],
    (select array[count(*) filter (where not is_draft)::text, '1', count(*)::text] from turno.ticket where turn <> 'closed'), 'R26, R32: drafts left out, only drafts, all');
select ok((select (v #>> '{open,waiting,count}')::integer between 1 and (v #>> '{open,count}')::integer - 1 from look where person = 'anna' and w = ''), '(some wait for long, some do not)');
select is(pg_temp.behind('anna', 'closed', 'filters.waiting=0'), '0', 'R26: what is closed waits for nobody');
update turno.ticket set is_draft = false where id = 4;
select is(array(select x ->> 'word' from jsonb_array_elements(pg_temp.see('anna', 'select turno.page_figures(''{}'') -> ''periods''')::jsonb) x where (x ->> 'is_current')::boolean and x ->> 'word' in ('week', 'days')), '{days}', 'R38: thirty days at first');
select is(array(select x ->> 'path' from jsonb_array_elements(pg_temp.see('marco', 'select turno.page_figures(''{}'') -> ''categories''')::jsonb) x), '{CAF,CAF › 730}', 'R9: only categories of his own to choose from');
select is(pg_temp.see('mario', 'select turno.page_figures(''{}'')'), 'TU004', 'R24: none for a contact');
select * from finish();
rollback;
