-- What an act reaches for a client of the API: what is that client's own, and nothing without a key that counts (R36).
begin;
\ir ../fixture.sql
\ir ../constraint.psql
\ir ../inside.psql
select no_plan();
insert into turno.api_key (id, name, key_sha256, is_active) overriding system value values (2, 'other', sha256('other'), true), (3, 'off', sha256('off'), false);
insert into turno.api_key_category (api_key_id, category_id) values (2, 3), (3, 3);
insert into turno.api_opened (api_key_id, ticket_id) values (2, 3), (3, 5);
insert into turno.api_request (api_key_id, key, body_sha256, result) values (2, 'two', sha256('body'), '{}'), (3, 'three', sha256('body'), '{}');
create function pg_temp.client(p_key text, p_query text) returns text language plpgsql as $$
declare
    v_result text;
begin
    perform set_config('turno.api_key', p_key, true);
    v_result := pg_temp.inside(null, p_query);
    perform set_config('turno.api_key', '', true);
    return v_result;
end
$$;
select is(pg_temp.client(k, format('select string_agg(x::text, '','' order by x) from (select %s as x from turno.%I) y', c, t)), case k when 'key' then mine when 'other' then his end,
    format('R36: %s that the client "%s" reads', t, k))
from (values ('api_key', 'id', '1', '2'), ('api_key_category', 'category_id', '1', '3'), ('api_opened', 'ticket_id', '1', '3'), ('api_request', 'key', 'one', 'two'),
    ('ticket', 'id', '1', '3')) x(t, c, mine, his), unnest('{key,other,off,none,""}'::text[]) k;
select is(pg_temp.client(k, format('with x as (%s returning 1) select count(*) from x', q)), case when k = own then '1' else '42501' end, format('R36: of the client "%s": %s', k, q))
from (values ('key', 'insert into turno.api_opened (api_key_id, ticket_id) values (1, 6)'), ('other', 'insert into turno.api_opened (api_key_id, ticket_id) values (2, 6)'),
    ('key', 'insert into turno.api_request (api_key_id, key, body_sha256, result) values (1, ''new'', sha256(''''), ''{}'')'),
    ('other', 'insert into turno.api_request (api_key_id, key, body_sha256, result) values (2, ''new'', sha256(''''), ''{}'')')) x(own, q), unnest('{key,other,none,""}'::text[]) k;
select finish();
rollback;
