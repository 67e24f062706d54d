-- The picture of the schema shows the schema: make update-picture draws it anew.
begin;
select plan(2);
\set homes `grep -oHE '^create table turno\.\w+' sql/schema/*.sql`
\set drawn `cat doc/schema.dot`
\set picture `cat sql/picture.sql`
set local picture.homes = :'homes';
create temporary table is_line as select l from regexp_split_to_table((:picture), '\n') l;
create temporary table drawn_line as select l from regexp_split_to_table(:'drawn', '\n') l where l <> '';
select is((select string_agg(l, e'\n') from (select * from is_line except select * from drawn_line) x), null, 'doc/schema.dot: nothing is missing');
select is((select string_agg(l, e'\n') from (select * from drawn_line except select * from is_line) x), null, 'doc/schema.dot: nothing is too much');
select finish();
rollback;
