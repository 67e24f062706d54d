-- What a second look at the rules R1 to R20 found.
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.try(p_token text, p_query text) returns text language plpgsql as $$
declare
    v text;
begin
    perform set_config('turno.session', p_token, true);
    set local role turno_web;
    begin
        execute p_query into v;
    exception when others then
        v := sqlstate;
    end;
    reset role;
    perform set_config('turno.session', '', true);
    return v;
end $$;

-- R7, R24: categories.
insert into turno.category (id, parent_id, name) overriding system value values (20, 4, 'Sotto');
select is(pg_temp.ids('mario', 'category'), '', 'R24: a contact reads no category: neither a path with a hidden name in it nor its first level');
select is(pg_temp.try('mario', 'select turno.page_contact_categories(''{"category": "1"}'') #>> ''{categories,0,name}'''), '730', 'R7: he is offered those that are visible');
select is(pg_temp.try('mario', 'select turno.page_contact_categories(''{"category": "20"}'')'), 'TU002', 'R7: not one below a hidden one');
select is(pg_temp.see('nina', 'select count(*) from turno.category'), '5', 'R7: an operator reads the whole tree');

-- R24, R26: codes of people.
update turno.contact set tax_code = 'HDDMNA85T50A562X', vat_number = '07643520567', phone = '333' where id = 4;
update turno.contact set tax_code = 'RSSMRA85T10A562S' where id = 1;
select is(pg_temp.try('mario', format('select max(%I) from turno.contact', c)), '42501', format('R24: no %s of whom he writes with is read', c))
from unnest('{tax_code,vat_number,phone}'::text[]) c;
select is(pg_temp.try('mario', 'select name from turno.contact where id = 4'), 'Amina Haddad', 'R24: his name is');
create function pg_temp.found(p_token text, p_code text) returns text language sql as
    $$ select pg_temp.try(p_token, format('select coalesce(string_agg(x::text, '','' order by x), '''') from turno.search_exact(%L, 9) x', p_code)) $$;
select is(pg_temp.found('mario', 'HDD MNA 85T50 A562X'), '', 'R24: nor tried out by looking for it');
select is(pg_temp.found('mario', '07643520567'), '', 'R24: nor the other code');
select is(pg_temp.found('mario', 'RSSMRA85T10A562S'), '1,2', 'R26: he finds by his own');
select is(pg_temp.found('riccardo', 'hddmna85t50a562x'), '3,6', 'R26: an operator finds by anybody''s, what he sees');
select is(pg_temp.found('anna', '07643520567'), '3,5,6', 'R26: by the other code too');
select is((select string_agg(x::text, ',' order by x) from turno.ticket_text('HDDMNA85T50A562X') x), '3,5,6', 'R26: the owner likewise');
select is(pg_temp.try('', 'select count(*) from turno.contact_by_code(''HDDMNA85T50A562X'')'), '0', 'R24: nobody signed in finds nobody');
select is(pg_temp.try('mario', 'select turno.contact_export() #>> ''{contact,tax_code}'''), 'RSSMRA85T10A562S', 'R39: his export has his own code');
select is(pg_temp.try('anna', 'select turno.contact_own()'), null, 'R39: an operator is no contact');

-- R9: figures of what an administrator does not see.
update turno.operator set is_admin = true where id = 2;
select turno.post_add(6, 'message', 'contact', 1, 'web', 'io', 'io') \g /dev/null
create temporary table tried as select pg_temp.try('marco', 'select turno.act_contact_erase(''{"contact": 1, "dry_run": true}'')')::jsonb as v;
select is(v, '{"ok": true, "dry_run": true, "tickets": 2, "kept": []}', 'R9: erasing counts the tickets that he sees, 1 and 6 of three') from tried;
insert into turno.ticket_hold (ticket_id, reason) values (1, 'x'), (2, 'x');
select is(pg_temp.try('marco', 'select turno.act_contact_erase(''{"contact": 1, "dry_run": true}'')')::jsonb, '{"ok": true, "dry_run": true, "tickets": 1, "kept": [{"why": "held", "ticket": 1}]}', 'R9: and names of those that are kept his own');
insert into turno.contact (id, customer_id, name) overriding system value values (22, 1, 'Rossi Mario');
insert into turno.address (address, contact_id) values ('rm@demo.example', 22);
select is(pg_temp.try('marco', 'select turno.act_admin(''{"noun": "contact", "verb": "merge", "values": {"address": "mario.rossi@demo.example", "into": "rm@demo.example"}}'') #>> ''{done,tickets}'''), '2', 'R9: so does merging');
select is((select string_agg(id::text, ',' order by id) from turno.ticket where contact_id = 22), '1,2', 'R1: which takes them all');
select * from finish();
rollback;
