-- What the kernel reads at once for pages is what policies show, table by table: for everybody, on every ticket (R9, R24).
begin;
\ir ../fixture.sql
select no_plan();
insert into turno.post_notified (post_id, operator_id) select p.id, 2 from turno.post p where p.kind = 'note';
update turno.mail set trust = 'signed', notices = '{text}' where id <= 6;
update turno.contact set name = '' where id in (1, 4);
update turno.ticket set assignee_id = 3 where id in (1, 6);
update turno.outbox set state = 'failed' where ticket_id in (1, 6);
create temporary table plain (name text, query text);
insert into plain values
    ('ticket_posts(%s)', $$select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'author', coalesce(nullif(k.name, ''), o.name, case when p.author_kind = 'contact' then
            (select a.address from turno.address a where a.contact_id = p.contact_id order by a.is_main desc, a.id limit 1) end),
            'attachments', (select coalesce(jsonb_agg(a.id order by a.id), '[]') from turno.attachment a where a.post_id = p.id), 'trust', m.trust,
            'notices', coalesce(m.notices, '{}'), 'mail', m.id, 'notified', (select coalesce(jsonb_agg(c.name), '[]')
                from turno.post_notified n join turno.operator c on c.id = n.operator_id where n.post_id = p.id),
            'delivery', (select coalesce(jsonb_agg(b.recipient), '[]') from turno.outbox b where b.post_id = p.id and b.kind = 'reply')) order by p.at, p.id), '[]')
        from turno.post p left join turno.contact k on k.id = p.contact_id left join turno.operator o on o.id = p.operator_id
        left join turno.mail m on m.id = p.mail_id where p.ticket_id = %s$$),
    ('ticket_events(%s)', $$select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'type', e.type) order by e.seq), '[]') from turno.event e where e.ticket_id = %s$$),
    ('ticket_row(%s, ''it'')', $$select jsonb_build_object('number', t.id, 'category', c.path, 'assignee', o.name, 'contact', jsonb_build_object(
            'name', coalesce(nullif(k.name, ''), u.name), 'address', (select a.address from turno.address a where a.contact_id = k.id order by a.is_main desc, a.id limit 1)),
            'messages', (select count(*) from turno.post p where p.ticket_id = t.id and p.kind = 'message'),
            'documents', (select count(*) from turno.attachment a join turno.post p on p.id = a.post_id where p.ticket_id = t.id),
            'is_failed', exists (select from turno.outbox b where b.ticket_id = t.id and b.state = 'failed'))
        from turno.ticket t left join turno.customer u on u.id = t.customer_id left join turno.category c on c.id = t.category_id
        left join turno.contact k on k.id = t.contact_id left join turno.operator o on o.id = t.assignee_id where t.id = %s$$),
    ('ticket_json(%s, ''it'')', $$select jsonb_build_object('number', t.id, 'customer', u.name, 'tags', (select coalesce(jsonb_agg(g.tag), '[]') from turno.ticket_tag g
            where g.ticket_id = t.id), 'links', (select coalesce(jsonb_agg(k.name), '[]') from turno.link l join turno.contact k on k.id = l.contact_id
            where l.ticket_id = t.id))
        from turno.ticket t join turno.customer u on u.id = t.customer_id where t.id = %s$$);
-- Of what a function gives, the members that the plain query names; a document is its number, what a delivery or link tells its name.
create function pg_temp.shorn(p_given jsonb, p_plain jsonb) returns jsonb language sql as $$
    select case jsonb_typeof(p_given)
        when 'array' then (select coalesce(jsonb_agg(case when e ? 'to' then e -> 'to' when e ? 'expires_at' then e -> 'contact' when e ? 'sha256' then e -> 'id'
            when jsonb_typeof(e) = 'object' then pg_temp.shorn(e, p_plain -> 0) else e end order by n), '[]') from jsonb_array_elements(p_given) with ordinality x(e, n))
        when 'object' then (select jsonb_object_agg(m.key, case when m.key = 'mail' or jsonb_typeof(m.value) not in ('array', 'object') then p_given -> m.key
            else pg_temp.shorn(p_given -> m.key, m.value) end) from jsonb_each(p_plain) m)
        else p_given end;
$$;
select is(case when given ~ '^[[{]' then pg_temp.shorn(given::jsonb, plain::jsonb)::text else given end, plain::jsonb::text,
    format('%s: %s reads %s', case when person is null or person ~ '^(anna|marco|riccardo|nina)' then 'R9' else 'R24' end, coalesce(person, 'nobody'), format(name, ticket)))
from (select person, ticket, name, pg_temp.see(person, format('select turno.' || name, ticket)) as given, pg_temp.see(person, format(query, ticket)) as plain
    from plain, unnest(array['anna', 'marco', 'riccardo', 'nina', 'mario', 'mario_link', 'edil', 'geometra', 'amina', null]) person, generate_series(1, 7) ticket) x;
select is((select count(*) from unnest(array['anna', 'marco', 'nina', 'mario', 'edil']) person, generate_series(1, 6) ticket
    where pg_temp.see(person, format('select turno.ticket_posts(%s)', ticket)) <> '[]'), 13::bigint, 'R9: and they do read some');
select is(pg_temp.see('mario', 'select turno.ticket_posts(1) @? ''$[*] ? (@.kind == "note")'''), 'false', 'R24: no note is read for a contact');
select is(pg_temp.see('anna', 'select turno.ticket_posts(1) @? ''$[*] ? (@.kind == "note")'''), 'true', 'R21: a note is read for an operator');
select is(pg_temp.see('marco', format('select turno.%s', f)), '42501', format('R9: the web may not call %s', f))
from unnest(array['ticket_posts_read(2, true, null)', 'ticket_rows_read(''{2}'', ''it'', true, null, null)', 'ticket_events_read(2)', 'ticket_detail(2, ''it'', true, null)', 'ticket_timeline(2, ''it'')',
    'ticket_held_read(2, ''it'')', 'ticket_outside_read(2, ''it'')', 'ticket_practices_read(2, ''it'')', 'ticket_seen(''{2}'')', 'practice_seen(''{x}'')', 'reader()',
    'mails_waiting()', 'mails_waiting_read()', 'ticket_breadth(1, ''x'', null)', 'ticket_marks(2)', 'ticket_count_read(1, ''x'', ''{closed}'', null, null)', 'ticket_ids_handle(1, ''x'', 0, ''-infinity'', 0, 9, null, null, null)',
    'ticket_ids_open(1, ''x'', ''{1}'', null, ''{operator}'', true, 0, ''-infinity'', 0, 9)', 'panel_read(1, ''it'')', 'panel_keep(1, ''it'')', 'filter_options_read(1, ''{}'', ''{}'', ''it'', false)',
    'ticket_ids_recent(1, ''x'', ''{closed}'', ''infinity'', 0, 9, null, null, null)']) f;
select isnt(turno.ticket_json(2, 'it'), null, 'R9: the owner of the database reads every ticket');
select set_config('turno.session', 'marco', true) \g /dev/null
set local role turno_owner;
select isnt(turno.ticket_json(2, 'it'), null, 'R9: also as its role, whatever session there is');
set local role turno_web;
select is(turno.ticket_json(2, 'it'), null, 'R9: as the web''s role he reads what the session''s person sees');
reset role;
select finish();
rollback;
