-- What acts of the administration reach: as their role, but with the session of somebody else, nothing (R4, R9, R36, M31).
begin;
\ir ../fixture.sql
\ir ../constraint.psql
\ir ../inside.psql
select no_plan();
create function pg_temp.rows(p_query text) returns text language plpgsql as $$
declare
    v_rows text;
begin
    execute format('select count(*) from %s', p_query) into v_rows;
    return v_rows;
end
$$;
create temporary table other as select t from unnest(array['marco', 'nina', 'mario', 'mario_link', 'forged', null]) t;

-- What lets other programs in, and what happens by itself.
create temporary table wall as
select t as name, (select a.attname from pg_attribute a where a.attrelid = format('turno.%I', t)::regclass and a.attnum > 0 and a.attidentity = ''
    order by a.attnum limit 1) as member
from unnest('{automation,automation_condition,automation_action,hook,api_key,api_key_category}'::text[]) t;
select isnt(pg_temp.rows('turno.' || name), '0', name || ' has rows') from wall;
select is(pg_temp.inside('anna', format('select count(*) from turno.%I', name)), pg_temp.rows('turno.' || name),
    format('R36: an administrator reads %s', name)) from wall;
select is(pg_temp.inside('anna', format('with x as (update turno.%1$I set %2$I = %2$I returning 1) select count(*) from x', name, member)),
    pg_temp.rows('turno.' || name), format('R36: and changes it: %s', name)) from wall;
select is(pg_temp.inside(t, format('select count(*) from turno.%I', name)), '0', format('R4: %s reads nothing of %s', coalesce(t, 'nobody'), name))
from wall, other;
select is(pg_temp.inside(t, format('with x as (%s returning 1) select count(*) from x', w)), '0', format('R4: of %s: %s', coalesce(t, 'nobody'), w))
from wall, other, unnest(array[format('delete from turno.%I', name), format('update turno.%1$I set %2$I = %2$I', name, member)]) w;
-- A row once more: who may write one is told that it is there already.
create function pg_temp.again(p_token text, p_table text) returns text language plpgsql as $$
declare
    v_columns text := (select string_agg(quote_ident(a.attname), ', ') from pg_attribute a
        where a.attrelid = format('turno.%I', p_table)::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '');
    v_row jsonb;
begin
    execute format('select to_jsonb(x) from turno.%I x limit 1', p_table) into v_row;
    return pg_temp.inside(p_token, format('insert into turno.%1$I (%2$s) overriding system value
        select %2$s from jsonb_populate_record(null::turno.%1$I, %3$L)', p_table, v_columns, v_row));
end
$$;
select is(pg_temp.again('anna', name), '23505', format('R36: an administrator adds to %s', name)) from wall;
select is(pg_temp.again(t, name), '42501', format('R4: %s adds nothing to %s', coalesce(t, 'nobody'), name)) from wall, other;

-- What fired, and what waits to be called: as far as he sees the ticket, or no ticket is named.
insert into turno.automation_firing (automation_id, ticket_id, since, state) select 1, t.id, now(), 'done' from turno.ticket t where t.id > 1;
update turno.operator set is_admin = true where login = 'riccardo';
select is(pg_temp.inside(t, 'select string_agg(distinct ticket_id::text, '','') from turno.automation_firing'), n, format('R9: firings that %s sees', coalesce(t, 'nobody')))
from (values ('anna', '1,2,3,4,5,6'), ('riccardo', '1,2,3,6'), ('marco', null), ('mario', null), (null, null)) x(t, n);
select is(pg_temp.inside(t, 'select count(hook_call_id) from turno.hook_job'), n, format('R36: calls that wait, for %s', coalesce(t, 'nobody')))
from (values ('anna', pg_temp.rows('turno.hook_job')), ('marco', '0'), ('mario', '0'), (null, '0')) x(t, n);

-- Mail that leaves: what is about no ticket, when it goes, and by which account (M31); and who changed what the office set up (R4).
insert into turno.admin_log (operator_id, noun, verb, key, members) values (1, 'status', 'add', 'x', '{}');
insert into turno.outbox (kind, mailbox_id, recipient, language) values ('alert', 1, 'capo@demo.example', 'it');
select is(pg_temp.inside(t, 'select count(id) from turno.outbox where ticket_id is null'), n, format('M31: mail about no ticket, for %s', coalesce(t, 'nobody')))
from (values ('anna', '1'), ('riccardo', '1'), ('marco', '0'), ('mario', '0'), (null, '0')) x(t, n);
select is(pg_temp.inside('riccardo', 'select count(id) from turno.outbox where ticket_id in (4, 5)'), '0', 'R9: not what is about a ticket that he does not see');
select is(pg_temp.inside(t, format('select count(%s) from turno.%I', c, w)), case when t = 'anna' then pg_temp.rows('turno.' || w) else '0' end,
    format('M31: %s, for %s', w, coalesce(t, 'nobody')))
from (values ('outbox_id', 'outbox_job'), ('name', 'account'), ('noun', 'admin_log')) y(c, w), unnest(array['anna', 'marco', 'mario', null]) t;
select isnt(pg_temp.rows('turno.' || w), '0', w || ' has rows') from unnest('{outbox_job,account,admin_log,hook_job}'::text[]) w;
select finish();
rollback;
