-- Models and progress of practices, as the administration sets them up (R6, R13, R30, R37).
begin;
\ir ../fixture.sql
\ir ../call.psql
select no_plan();
select setval(pg_get_serial_sequence('turno.' || t, 'id'), 1, false) from unnest(array['practice', 'practice_model']) t \g /dev/null
create function pg_temp.practice(p_model bigint) returns bigint language sql as
    $$ select turno.practice_open(null, 1, 1, 2, 'base', p_model, 'p', '', null, null, 3, 'web') $$;

-- Models.
select is(turno.model_add('{"name": " 730 ", "instructions": "Porta la CU.", "categories": ["CAF > 730"], "due_days": 30, "definition": {"checks": ["CU", "Firma"],
    "documents": ["Modello"], "fields": [{"name": "anno", "type": "number", "label_it": "Anno"}, {"name": "tipo", "type": "choice", "choices": ["Singolo", "Congiunto"], "is_required": true}]}}') - 'id',
    '{"name": "730", "instructions": "Porta la CU.", "due_days": 30, "is_active": true, "checks": ["CU", "Firma"], "documents": ["Modello"], "categories": ["CAF › 730"], "practices": 0,
      "fields": [{"name": "anno", "label_it": "Anno", "label_en": "Anno", "type": "number", "is_required": false, "choices": []},
        {"name": "tipo", "label_it": "tipo", "label_en": "tipo", "type": "choice", "is_required": true, "choices": ["Singolo", "Congiunto"]}]}', 'R37: a model');
select throws_ok(format('select turno.model_add(%L)', x.p), 'TU003', null, 'R37: refused: ' || x.p) from (values ('{}'), ('{"name": " "}'), ('{"name": "730"}'), ('{"name": "x", "color": "red"}'),
    ('{"name": "x", "checks": ["a", ""]}'), ('{"name": "x", "documents": "a"}'), ('{"name": "x", "categories": ["Nessuna"]}'), ('{"name": "x", "due_days": -1}'), ('{"name": "x", "fields": {}}'),
    ('{"name": "x", "fields": [1]}'), ('{"name": "x", "fields": [{"name": "Un nome"}]}'), ('{"name": "x", "fields": [{"name": "a", "type": "blob"}]}'), ('{"name": "x", "fields": [{"name": "a", "type": "choice"}]}'),
    ('{"name": "x", "fields": [{"name": "a", "choices": ["b"]}]}'), ('{"name": "x", "fields": [{"name": "a"}, {"name": "a"}]}'), ('{"name": "x", "definition": {"fields": [{"name": "a", "size": 2}]}}')) x(p);
select is((select count(*) from turno.practice_model), 1::bigint, 'R37: and nothing added');
select throws_ok('select turno.model_show(''{"name": "Altro"}'')', 'TU003', 'There is no model "Altro".', 'R37: an unknown one');

-- A practice keeps what its model said.
select is(pg_temp.practice(1), 1::bigint, 'R37: a practice of it');
select is(turno.model_set('{"name": "730", "new_name": "730/2027", "checks": ["Altro"], "documents": [], "fields": [], "categories": ["CAF", "Interna"], "due_days": 0}') - '{id,practices,instructions,is_active}'::text[],
    '{"name": "730/2027", "due_days": null, "checks": ["Altro"], "documents": [], "categories": ["CAF", "Interna"], "fields": []}', 'R37: the model changes');
select is((select string_agg(text, ',' order by n) from turno.practice_check), 'CU,Firma', 'R37: the practice keeps its checklist');
select is((select string_agg(title, ',' order by n) from turno.practice_document), 'Modello', 'R37: its documents to produce');
select is((select string_agg(concat_ws('/', name, type, is_required, choices), ',' order by n) from turno.practice_field), 'anno/number/f/{},tipo/choice/t/{Singolo,Congiunto}', 'R37: and its fields');
select is(pg_temp.call('riccardo', 'act_practice_set', '{"practice": 1, "fields": {"tipo": "congiunto", "anno": 2026}}'), '{"ok": true}', 'R37: which are filled in as they were');
select is((select string_agg(value, ',' order by n) from turno.practice_field), '2026,Congiunto', 'R37: by their own choices');
select throws_ok('select turno.model_remove(''{"name": "730/2027"}'')', 'TU003', 'Model 730/2027 is in use: 1 practice.', 'R13: a model in use is not removed; the refusal says by what');
select is(turno.model_add('{"name": "Prova", "categories": ["Interna"], "fields": [{"name": "a"}]}') ->> 'practices', '0', 'R37: one that nothing uses');
select is(turno.model_remove('{"name": "prova"}'), '{"removed": "prova"}', 'R13: is removed');

-- Which categories offer which models.
create function pg_temp.models(p bigint) returns text language sql as $$ select coalesce(string_agg(name, ',' order by n), '') from turno.category_models(p) $$;
select turno.model_add('{"name": "ISEE", "categories": ["CAF > 730"], "instructions": "Porta lo stato di famiglia."}') \g /dev/null
select is(pg_temp.models(c), m, 'R6: models offered in category ' || c) from (values (1, '730/2027'), (2, 'ISEE'), (3, ''), (4, '730/2027')) x(c, m);
insert into turno.category (id, name, parent_id) overriding system value values (20, 'Rimborsi', 2);
select is(pg_temp.models(20), 'ISEE', 'R6: the nearest above that has some');
select turno.model_set('{"name": "ISEE", "is_active": false}') \g /dev/null
select is(pg_temp.models(2), '730/2027', 'R6: one that is switched off is not offered, those above are');
select is(pg_temp.practice((select id from turno.practice_model where name = 'ISEE')) > 0, true, 'R37: practices of it stay');
select is(turno.model_set('{"name": "730/2027", "categories": [""]}') -> 'categories', '[]', 'R37: tied to no category');
select is(pg_temp.models(2), '', 'R37: offered in none');
select turno.model_set('{"name": "730/2027", "categories": ["CAF", "Interna"]}') \g /dev/null

-- What a contact is told before he writes.
select is(pg_temp.see('mario', 'select turno.model_instructions(1)'), '[{"model": "730/2027", "instructions": "Porta la CU."}]', 'R30: instructions of the model');
select is(pg_temp.see('mario', 'select turno.model_instructions(4)'), '[]', 'R7: not of a hidden category');
select is(pg_temp.see('anna', 'select turno.model_instructions(4)'), '[{"model": "730/2027", "instructions": "Porta la CU."}]', 'R30: an operator reads them');
select is(pg_temp.see(null, 'select turno.model_instructions(1)'), '[]', 'R3: without a session nobody');
insert into turno.setting (key, value) values ('web.open', '"anyone"') on conflict (key) do update set value = '"anyone"';
select is(pg_temp.see(null, 'select turno.model_instructions(1)'), '[{"model": "730/2027", "instructions": "Porta la CU."}]', 'R3: unless anyone may open a ticket');
select is(pg_temp.see(null, 'select turno.model_instructions(4)'), '[]', 'R7: and then not of a hidden one');
select is(pg_temp.see('mario', 'select count(*) from turno.practice_model'), '0', 'R24: a contact reads no model');
select is(pg_temp.see('marco', 'select count(*) from turno.practice_model'), '2', 'R37: an operator does');

-- What fields take.
select is((select concat_ws(' ', v.value, v.error) from turno.practice_value(x.type, '{Singolo,Congiunto}', x.typed) v), x.kept, format('R37: %s "%s"', x.type, x.typed))
from (values ('text', '  a  b ', 'a  b'), ('text', ' ', ''), ('text', repeat('x', 4001), 'long'), ('number', '12,50', '12.50'), ('number', '-3', '-3'), ('number', '1.234,5', 'number'), ('number', '1e9', 'number'),
    ('date', '2026-02-28', '2026-02-28'), ('date', '1/2/2026', '2026-02-01'), ('date', '29/02/2026', 'date'), ('date', '2026-13-01', 'date'), ('date', 'domani', 'date'), ('choice', 'singolo', 'Singolo'), ('choice', 'Triplo', 'choice'),
    ('yes-no', 'Sì', 'yes'), ('yes-no', 'FALSE', 'no'), ('yes-no', 'forse', 'yes-no'), ('tax code', 'rssmra80a01h501u', 'RSSMRA80A01H501U'), ('tax code', 'RSS MRA 80A01 H501U', 'RSSMRA80A01H501U'),
    ('tax code', 'RSSMRA80A01H501X', 'RSSMRA80A01H501X'), ('tax code', 'IT 01234567890', '01234567890'), ('tax code', '0123456789', 'tax code'), ('tax code', 'RSSMRA80A01', 'tax code')) x(type, typed, kept);

insert into turno.practice_field (practice_id, n, name, label_it, label_en, type, value) values (1, 8, 'giusto', 'x', 'x', 'tax code', 'RSSMRA80A01H501U'), (1, 9, 'dubbio', 'x', 'x', 'tax code', 'RSSMRA80A01H501X');
select is((select string_agg(f ->> 'warning', ',') from jsonb_array_elements(pg_temp.call('riccardo', 'page_practice', '{"practice": 1}') -> 'fields') f), 'check_character', 'R5: a wrong check character warns');
delete from turno.practice_field where n >= 8;

-- Progress.
select is((select string_agg(s ->> 'name_it', ', ' order by n) from jsonb_array_elements(turno.progress_list('{}')) with ordinality x(s, n)), 'Da iniziare, In lavorazione, In attesa di documenti, Conclusa, Annullata', 'R37: the list that comes along');
select is(turno.progress_add('{"name_it": "Inviata all''INPS", "name_en": "Sent to INPS", "colour": "#123456"}') - '{id}'::text[],
    '{"name_it": "Inviata all''INPS", "name_en": "Sent to INPS", "rank": 31, "colour": "#123456", "is_start": false, "is_end": false, "is_complete": false, "practices": 0}', 'R37: the office adds to it');
select throws_ok(format('select turno.%I(%L)', x.f, x.p), 'TU003', null, format('R37: refused: %s %s', x.f, x.p)) from (values ('progress_add', '{}'), ('progress_add', '{"name_it": "DONE"}'), ('progress_set', '{"name_it": "Conclusa", "colour": "red"}'),
    ('progress_set', '{"name_it": "Da iniziare", "is_start": false}'), ('progress_set', '{"name_it": "Conclusa", "is_start": true}'), ('progress_set', '{"name_it": "In lavorazione", "is_complete": true}'),
    ('progress_set', '{"name_it": "In lavorazione", "size": 1}'), ('progress_set', '{"name_it": "In lavorazione", "new_name": "conclusa"}'), ('progress_show', '{"name_it": "Persa"}'), ('progress_remove', '{"name_it": "Da iniziare"}')) x(f, p);
select is(turno.progress_set('{"name_it": "In lavorazione", "is_start": true}') ->> 'is_start', 'true', 'R37: another start');
select is((select count(*) from turno.practice_state where is_start), 1::bigint, 'R37: takes the place of the one');
select throws_ok('select turno.progress_set(''{"name_it": "Da iniziare", "is_end": true}'')', 'TU003', 'A state in use cannot begin or cease to be an end.', 'R13: a state in use stays what it is');
select throws_ok('select turno.progress_remove(''{"name_it": "Da iniziare"}'')', 'TU003', 'State Da iniziare is in use: 2 practices.', 'R13: and is not removed; the refusal says by what');
select is(turno.progress_remove('{"name_it": "Annullata"}'), '{"removed": "Annullata"}', 'R13: one that nothing uses is removed');
select throws_ok('select turno.progress_remove(''{"name_it": "Conclusa"}'')', 'TU003', null, 'R37: but not the last end');
select throws_ok('select turno.progress_set(''{"name_it": "Conclusa", "is_end": false}'')', 'TU003', null, 'R37: which does not cease to be one');
select is(turno.progress_set('{"name_it": "Conclusa", "is_complete": false, "new_name": "Finita"}') ->> 'name_it', 'Finita', 'R37: an end need not ask that all is there');
select is(pg_temp.call('riccardo', 'act_practice_close', '{"practice": 1}'), '{"ok": true}', 'R37: then a practice is closed as it is');

-- The command line.
select is(turno.practice_add('{"ticket": 1, "model": "730/2027", "assignee": "marco", "due_on": "1/2/2027"}') - '{id,number,reference,created_at,updated_at,events,state_id,colour}'::text[] ->> 'assignee', 'Marco', 'R37: turno practice add');
select throws_ok(format('select turno.practice_add(%L)', p), 'TU003', null, 'R37: refused: ' || p) from unnest(array['{}', '{"ticket": 99}', '{"ticket": 1, "category": "CAF"}', '{"ticket": 1, "model": "x"}', '{"ticket": 1, "assignee": "nina"}',
    '{"contact": "mario.rossi@demo.example"}', '{"contact": "mario.rossi@demo.example", "category": "CAF"}', '{"ticket": 1, "fields": ["x"]}', '{"ticket": 1, "fields": ["x=1"]}', '{"ticket": 1, "colour": 1}']) p;
select is(turno.practice_set('{"practice": "P1", "state": "In lavorazione", "uncheck": ["1"], "reference": "PRA-1", "ticket": 1}') ->> 'reference', 'PRA-1', 'R37: turno practice set');
select is((select string_agg(x ->> 'reference', ' ') from jsonb_array_elements(turno.practice_list('{"ticket": 1, "state": "In lavorazione", "contact": "mario.rossi@demo.example", "category": "CAF"}')) x), 'P3 PRA-1', 'R37: turno practice list');
select is(turno.practice_list('{"due_before": "2027-02-01"}'), '[]', 'R37: due before a date');
select is(jsonb_array_length(turno.practice_list('{"due_before": "2027-02-02", "assignee": "marco", "is_closed": false, "limit": 5}')), 1, 'R37: or after all');
select throws_ok(format('select turno.practice_set(%L)', p), 'TU003', null, 'R37: refused: ' || p) from unnest(array['{"practice": "P99"}', '{"practice": "pra-1", "check": ["9"]}', '{"practice": "PRA-1", "ticket": 99}', '{"practice": "PRA-1", "ticket": 3}',
    '{"practice": "PRA-1", "reference": "P3"}', '{"practice": "PRA-1", "reference": "7"}', '{"practice": "PRA-1", "due_on": "x"}', '{"practice": "PRA-1", "x": 1}']) p;
select is((select string_agg(concat_ws(' ', type, operator_id, channel), ', ' order by id) from turno.practice_event where practice_id = 1 and channel = 'api'), 'linked api, reopened api', 'R37: written down as nobody''s');

-- What practices use is not removed.
insert into turno.customer (id, name) overriding system value values (90, 'Ditta'), (91, 'Persona');
insert into turno.contact (id, customer_id, name) overriding system value values (91, 91, 'Persona');
insert into turno.address (address, contact_id) values ('persona@demo.example', 91);
insert into turno.category (id, name) overriding system value values (90, 'Vuota'), (91, 'Del modello');
insert into turno.operator (id, login, name) overriding system value values (90, 'piero', 'Piero');
select turno.practice_open(null, 90, null, 90, 'base', null, 'x', '', null, null, 90, 'web'), turno.practice_open(null, 91, 91, 1, 'base', null, 'x', '', null, null, null, 'api') \g /dev/null
select turno.model_set('{"name": "ISEE", "categories": ["Del modello"]}') \g /dev/null
select throws_ok(format('select turno.%I(%L)', x.f, x.p), 'TU003', x.words, 'R13: ' || x.words) from (values ('customer_remove', '{"name": "Ditta"}', 'Customer Ditta is in use: 1 practice.'),
    ('contact_remove', '{"address": "persona@demo.example"}', 'Contact persona@demo.example is in use: 1 practice.'), ('category_remove', '{"path": "Vuota"}', 'Category Vuota is in use: 1 practice.'),
    ('category_remove', '{"path": "Del modello"}', 'Category Del modello is in use: 1 model.'), ('operator_remove', '{"login": "piero"}', 'Operator piero is in use: 1 practice.')) x(f, p, words);

-- By the web administrators write them, nobody else.
create function pg_temp.as_act(p_token text, p_query text) returns text language plpgsql as $$
declare
    v_rows bigint;
begin
    perform set_config('turno.session', p_token, true);
    set local role turno_act;
    execute p_query;
    get diagnostics v_rows = row_count;
    reset role;
    return v_rows;
exception when others then
    reset role;
    return sqlstate;
end
$$;
select is(pg_temp.as_act(x.token, q), x.answer, format('R4: %s: %s', x.token, q)) from (values ('marco', '42501'), ('mario', '42501'), ('anna', '1')) x(token, answer), unnest(array[
    'insert into turno.practice_state (name_it, name_en, rank) values (''w'', ''w'', 9)', 'insert into turno.practice_model (name) values (''w'')',
    'insert into turno.practice_model_category (model_id, category_id) select id, 3 from turno.practice_model where name = ''ISEE''',
    'insert into turno.practice_model_field (model_id, n, name, label_it, label_en, type) select id, 9, ''w'', ''w'', ''w'', ''text'' from turno.practice_model where name = ''ISEE''']) q;
select * from finish();
rollback;
