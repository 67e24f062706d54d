-- What the pages of practices and knowledge notes need besides the practice itself (R9, R17, R37).
begin;
\ir ../fixture.sql
\ir ../call.psql
select no_plan();
select turno.model_add('{"name": "M", "categories": ["CAF"], "checks": ["a", "b"], "documents": ["CU"], "fields": [{"name": "n", "label_it": "Numero", "type": "number"},
    {"name": "c", "type": "choice", "choices": ["x", "y"]}, {"name": "q", "type": "yes-no"}, {"name": "d", "type": "date"}]}');
create temporary table made as select pg_temp.call('anna', 'act_practice_from_ticket', '{"ticket": 1, "fields": {"n": "7", "c": "y"}}') as r;
create temporary table card as select pg_temp.call('anna', 'page_practice_card', jsonb_build_object('practice', r -> 'practice', 'language', 'it')) as c, (r ->> 'practice')::bigint as id from made;

-- Who sees what
select is(pg_temp.said(w, 'page_practice_card', jsonb_build_object('practice', id)) like '{%', is_seen, 'R9: the card for ' || coalesce(w, 'nobody'))
from card, (values ('anna', true), ('marco', true), ('nina', false), ('mario', false), (null, false)) x(w, is_seen);
select is(pg_temp.said('nina', 'page_practice_form', '{"ticket": 1}'), 'TU002', 'R9: no form of a ticket that is not seen');
select is(pg_temp.said('mario', f, '{"contact": 1}'), 'TU002', 'R24: ' || f || ' is not for contacts') from unnest(array['page_practice_form', 'page_practice_filter', 'page_knowledge']) f;
select is(pg_temp.said(null, 'page_practice_form', '{}'), 'TU004', 'nobody makes a practice');
select is(pg_temp.said('anna', 'page_practice_form', p::jsonb), 'TU002', 'R37: there is none: ' || p) from unnest(array['{"contact": 99}', '{"customer": 99}', '{"ticket": 99}']) p;

-- The card
select is((select string_agg(concat_ws(' ', f ->> 'name', f ->> 'value', f ->> 'is_number', f ->> 'is_date', f ->> 'has_options'), ', ') from card, jsonb_array_elements(c -> 'inputs') f),
    'n 7 true false false, c y false false true, q false false true, d false true false', 'R37: custom fields as inputs');
select is((select string_agg(o ->> 'value' || case when (o ->> 'is_current')::boolean then '*' else '' end, ',') from card, jsonb_array_elements(c -> 'inputs') f, jsonb_array_elements(nullif(f -> 'options', 'null')) o),
    'x,y*,yes,no', 'R37: what is chosen from');
select is((select format('%s/%s %s %s %s', c ->> 'done', c ->> 'all', c ->> 'is_incomplete', jsonb_array_length(c -> 'asked'), jsonb_array_length(c -> 'added')) from card), '0/2 true 1 0', 'R37: what is done and what is missing');
select is((select count(*) from card, jsonb_array_elements(c -> 'ends') s where not (s ->> 'is_end')::boolean), 0::bigint, 'R37: states that close');
select is((select count(*) from card, jsonb_array_elements(c -> 'beginnings') s where (s ->> 'is_end')::boolean), 0::bigint, 'R37: states that do not');
select ok((select count(*) > 0 from card, jsonb_array_elements(c -> 'files') f), 'R37: documents that it may refer to');
select is((select count(*) from card, jsonb_array_elements(pg_temp.call('marco', 'page_practice_card', jsonb_build_object('practice', id)) -> 'files') f where f #>> '{ticket,number}' = '2'), 0::bigint,
    'R9: none of a ticket that is not seen');
select is((select string_agg(concat_ws(' ', f ->> 'value', f ->> 'error'), ',') from card, jsonb_array_elements(pg_temp.call('anna', 'page_practice_card', jsonb_build_object('practice', id,
    'values', '{"fields": {"n": "molto"}}'::jsonb, 'errors', '{"fields.n": "number", "d": "long"}'::jsonb)) -> 'inputs') f), 'molto number,,,long', 'R37: as it was typed, with what was wrong');
select is((pg_temp.call('anna', 'page_practice_card', jsonb_build_object('practice', id, 'values', '{}'::jsonb, 'errors', '{"fields.n": "required"}'::jsonb)) ->> 'is_required'), 'true', 'R37: an empty field was in the way') from card;

-- The form
select is(pg_temp.call('anna', 'page_practice_form', '{"ticket": 1}') #>> '{values,subject}', 'subject 1', 'R37: filled from the ticket');
select is(pg_temp.call('anna', 'page_practice_form', '{"ticket": 1}') ->> 'model', (select id::text from turno.practice_model), 'R37: the only model');
select is(pg_temp.call('anna', 'page_practice_form', '{"ticket": 1, "chosen": true}') ->> 'model', null, 'R37: or none, when that was chosen');
select is((select count(*) from jsonb_array_elements(pg_temp.call('anna', 'page_practice_form', '{"ticket": 1}') #> '{values,documents}')), 2::bigint, 'R37: its documents, but those of notes');
select is(pg_temp.call('anna', 'page_practice_form', '{"contact": 4}') ->> 'is_ready', 'false', 'R37: without a ticket a category is chosen first');
select is(pg_temp.call('anna', 'page_practice_form', '{"contact": 4}') ->> 'has_choice', 'true', 'R37: on the page that offers it');
select is(pg_temp.call('anna', 'page_practice_form', '{"contact": 4, "category": 1}') #>> '{person,customer}', '3', 'R37: for a contact');
select is(pg_temp.call('anna', 'page_practice_form', '{"customer": 2, "category": 1}') #>> '{person,contact}', null, 'R37: for a customer');
select is((select string_agg(c ->> 'path', ',') from jsonb_array_elements(pg_temp.call('marco', 'page_practice_form', '{"contact": 4}') -> 'categories') c), 'CAF,CAF › 730', 'R7: categories of his own');
select is(pg_temp.call('marco', 'page_practice_filter', '{"tab": "closed", "state": 1, "after": "x"}') -> 'values', '{"state": 1}'::jsonb, 'R37: filters as they were chosen');
select is((select t ->> 'name' from jsonb_array_elements(pg_temp.call('marco', 'page_practice_filter', '{"tab": "closed"}') -> 'tabs') t where (t ->> 'is_current')::boolean), 'closed', 'R37: the tab');

-- Models
select is(pg_temp.said('marco', f, jsonb_build_object('model', (select min(id) from turno.practice_model), 'name', 'x')), 'TU002', 'R4: ' || f || ' is for administrators')
from unnest(array['act_model_save', 'act_model_remove', 'page_model_form']) f;
select is(pg_temp.said('anna', f, '{"model": 99, "name": "x"}'), 'TU002', 'R37: there is none: ' || f) from unnest(array['act_model_save', 'act_model_remove', 'page_model_form']) f;
select is(pg_temp.call('anna', 'act_model_save', p::jsonb) -> 'errors', e::jsonb, 'R37: refused by field: ' || e)
from (values ('{"name": " "}', '{"name": "empty"}'), ('{"name": "m"}', '{"name": "exists"}'), ('{"name": "N", "fields": {"f2_label_it": "x", "f2_type": "choice", "f2_choices": " ,"}}', '{"fields.f2": "choices"}')) x(p, e);
create temporary table model as select pg_temp.call('anna', 'act_model_save', '{"name": "N", "due_days": 3, "is_active": true, "categories": [1, 3], "checks": "a\n b \n\n", "form_key": "km",
    "fields": {"f1_label_it": "Città di nascita", "f1_required": "1", "f3_label_en": "Città di nascita", "f4_label_it": "730!", "f5_type": "date"}}') as r;
select is(pg_temp.call('anna', 'act_model_save', '{"name": "N", "form_key": "km"}') -> 'model', r -> 'model', 'a form sent twice makes one model') from model;
select is((select format('%s %s %s %s', m.due_days, m.is_active, m.checks, (select string_agg(concat_ws(' ', f.name, f.type, f.is_required), ', ' order by f.n) from turno.practice_model_field f where f.model_id = m.id))
    from turno.practice_model m, model where m.id = (r ->> 'model')::bigint), '3 t {a,b} citta_di_nascita text t, citta_di_nascita_2 text f, f_730 text f', 'R37: as it was written, fields named by their labels');
select is((select string_agg(concat(f ->> 'n', f ->> 'name'), ',') from jsonb_array_elements(pg_temp.call('anna', 'page_model_form', jsonb_build_object('model', r -> 'model')) -> 'rows') f),
    '1citta_di_nascita,2citta_di_nascita_2,3f_730,4,5,6', 'R37: its form has three empty fields more') from model;
select is((select string_agg(concat(f ->> 'n', f ->> 'label_it', f ->> 'error'), ',') from jsonb_array_elements(pg_temp.call('anna', 'page_model_form', jsonb_build_object('model', r -> 'model',
    'values', '{"fields": {"f2_label_it": "x"}}'::jsonb, 'errors', '{"fields.f2": "choices"}'::jsonb)) -> 'rows') f), '1,2xchoices,3,4,5', 'R37: or what was typed') from model;
select is(pg_temp.call('anna', 'act_model_remove', jsonb_build_object('model', r -> 'model', 'form_key', 'x')) ->> 'ok', 'true', 'R13: removed') from model;
select is(pg_temp.call('anna', 'act_model_remove', jsonb_build_object('model', r -> 'model', 'form_key', 'x')) ->> 'ok', 'true', 'R13: the same form again') from model;
select is(pg_temp.said('anna', 'act_model_remove', jsonb_build_object('model', (select min(id) from turno.practice_model))), 'TU003', 'R13: one in use stays');

-- Knowledge notes
create temporary table note as select (pg_temp.call('anna', 'act_knowledge_save', jsonb_build_object('category', c, 'level', l, 'title', 't', 'text', 'x')) ->> 'knowledge')::bigint as id, c, l
from (values (1, 'base'), (1, 'advanced'), (4, 'base')) x(c, l);
select is((select string_agg(format('%s%s', c, left(l, 1)), ',' order by id) from note where pg_temp.said(w, 'page_knowledge', jsonb_build_object('knowledge', id)) like '{%'), n, 'R17: notes that are seen by ' || w)
from (values ('anna', '1b,1a,4b'), ('marco', '1b'), ('riccardo', '1b,1a'), ('nina', null)) x(w, n);
select is(pg_temp.call(w, 'page_knowledge', jsonb_build_object('knowledge', (select min(id) from note))) ->> 'may_change', n, 'R17: changed by its author or an administrator: ' || w)
from (values ('anna', 'true'), ('marco', 'false')) x(w, n);
select is(pg_temp.call('marco', 'page_knowledge', '{}') ->> 'number', null, 'R17: a new one');
select * from finish();
rollback;
