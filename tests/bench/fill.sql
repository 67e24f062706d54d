-- A large office, written set by set: select fill.people(…) once, then fill.tickets(20000) as often as wanted, fill.finish() at the end.
-- Everything hangs together as the kernel would have written it (digests, counts, search words), so turno verify finds nothing. All
-- mails share one blob: what is measured is rows, not bytes. The schema fill is dropped with the database.
create schema fill;
create table fill.phrase (id integer primary key, text text not null, subject text not null, body tsvector, head tsvector);
create table fill.index (name text primary key, definition text not null);
create table fill.person (n integer primary key, contact_id bigint not null, customer_id bigint not null);
create table fill.desk (category integer primary key, category_id bigint not null);
create table fill.clerk (n integer primary key, operator_id bigint not null);

-- 5,000 paragraphs of words as frequent as words are: the first of them everywhere, the last hardly ever.
create function fill.phrases() returns void language sql as $$
    with common as (
        select array['documento', 'pratica', 'dichiarazione', 'scadenza', 'appuntamento', 'rimborso', 'contratto', 'permesso', 'richiesta',
            'allegato', 'certificato', 'residenza', 'reddito', 'familiare', 'ufficio', 'risposta', 'modulo', 'delega', 'firma', 'pagamento',
            'università', 'città', 'perché', 'già', 'invoice', 'meeting', 'documents', 'deadline', 'payment', 'answer', 'il', 'la', 'di', 'che',
            'per', 'con', 'una', 'non', 'del', 'grazie', 'buongiorno', 'cordiali', 'saluti', 'vorrei', 'sapere', 'quando', 'entro', 'inviare'] as word
    ), rare as (
        select array_agg(a || b || c || d) as word
        from unnest(array['pra', 'cor', 'ste', 'man', 'gal', 'ver', 'tri', 'sol']) a, unnest(array['ti', 'lo', 'na', 'ru', 'be', 'mi']) b,
            unnest(array['cant', 'vell', 'zion', 'pest', 'gram', 'dott', 'ferr', 'bran']) c, unnest(array['o', 'a', 'e', 'i', 'are', 'ore']) d
    )
    insert into fill.phrase (id, text, subject)
    select x.n, x.text, array_to_string((string_to_array(x.text, ' '))[1:6], ' ') from (
    select n, (select string_agg(case when random() < 0.6 then c.word[1 + (random() ^ 2 * (cardinality(c.word) - 1))::integer]
            else r.word[1 + (random() ^ 3 * (cardinality(r.word) - 1))::integer] end, ' ' order by k)
        from generate_series(1, 20 + (n % 26)) k) as text
    from generate_series(1, 5000) n, common c, rare r) x;
    -- As search_vector makes them.
    update fill.phrase set body = to_tsvector('turno.turno_it', x.body) || to_tsvector('turno.turno_en', x.body) || to_tsvector('turno.turno_body', x.body),
        head = setweight(to_tsvector('turno.turno_it', x.head) || to_tsvector('turno.turno_en', x.head) || to_tsvector('turno.turno_simple', x.head), 'A')
    from (select id, turno.search_plain(text) as body, turno.search_plain(subject) as head from fill.phrase) x where x.id = phrase.id;
$$;

-- Operators (the first sees everything), categories three deep, contacts of which every fifth shares a customer.
create function fill.people(p_operators integer, p_categories integer, p_contacts integer) returns void language plpgsql as $$
begin
    perform setseed(0.5), fill.phrases();
    insert into turno.category (name) select 'Area ' || n from generate_series(1, greatest(p_categories / 100, 1)) n;
    insert into turno.category (name, parent_id)
    select 'Settore ' || n, c.id from turno.category c, generate_series(1, 9) n where c.name like 'Area %';
    insert into turno.category (name, parent_id)
    select 'Servizio ' || n, c.id from turno.category c, generate_series(1, 10) n where c.name like 'Settore %';
    update turno.category set is_fallback = true
    where id = (select min(id) from turno.category) and not exists (select from turno.category where is_fallback);
    insert into fill.desk select row_number() over (order by random()), c.id from turno.category c;
    insert into turno.operator (login, name) select 'op' || n, 'Operatore ' || n from generate_series(1, p_operators) n;
    insert into fill.clerk select row_number() over (order by o.id), o.id from turno.operator o where o.login ~ '^op\d+$';
    insert into turno.address (address, operator_id) select 'op' || k.n || '@office.example', k.operator_id from fill.clerk k;
    insert into turno.operator_category
    select k.operator_id, d.category_id, case when (k.n + d.category) % 3 = 0 then 'advanced' else 'base' end
    from fill.clerk k, fill.desk d where (d.category + k.n * 7) % 40 = 0
    on conflict do nothing;
    delete from turno.operator_category where operator_id = (select operator_id from fill.clerk where n = 1);
    insert into turno.operator_category select (select operator_id from fill.clerk where n = 1), d.category_id, 'advanced' from fill.desk d;
    insert into turno.customer (name, kind)
    select 'Cliente ' || n, case when n % 5 = 0 then 'company' else 'person' end from generate_series(1, p_contacts) n;
    insert into turno.contact (customer_id, name)
    select u.id, 'Contatto ' || (select text from fill.phrase where id = 1 + u.id % 5000 limit 1)::varchar(24) || ' ' || u.id
    from turno.customer u where u.name like 'Cliente %';
    insert into fill.person select row_number() over (order by c.id), c.id, c.customer_id from turno.contact c where c.name like 'Contatto %';
    insert into turno.address (address, contact_id) select 'c' || p.n || '@client.example', p.contact_id from fill.person p;
    insert into turno.mailbox (name, address, accept_new) values ('fill', 'fill@office.example', 'anyone');
    insert into turno.blob (sha256, size) values (sha256('x'), 1);
    perform turno.blob_append(sha256('x'), 0, 'x');
    -- A GIN index is made at the end much sooner than it grows.
    insert into fill.index select indexname, indexdef from pg_indexes where schemaname = 'turno' and indexdef ~ ' USING gin ';
    perform fill.drop_indexes();
    insert into turno.session (token_sha256, operator_id) select sha256(convert_to('op' || k.n, 'UTF8')), k.operator_id from fill.clerk k;
end
$$;

create function fill.drop_indexes() returns void language plpgsql as $$
declare
    v_name text;
begin
    for v_name in select name from fill.index loop
        execute format('drop index if exists turno.%I', v_name);
    end loop;
end
$$;
create function fill.make_indexes() returns void language plpgsql set maintenance_work_mem = '2GB' as $$
declare
    v_definition text;
begin
    for v_definition in select definition from fill.index loop
        execute v_definition;
    end loop;
    -- What comes from here on is the work of search_fill.
    delete from turno.search_job;
end
$$;

-- The running digest of a ticket's events: event_digest over rows in their order.
create function fill.link(p_head bytea, p_ticket bigint, p_seq integer, p_at timestamptz, p_type text, p_actor_kind text,
    p_contact bigint, p_operator bigint, p_post bigint, p_post_digest bytea, p_old text, p_new text) returns bytea language sql immutable as $$
    select turno.event_digest(p_head, p_ticket, p_seq, p_at, p_type, p_actor_kind, p_contact, p_operator, 'mail', p_post, p_post_digest,
        p_old, p_new, null);
$$;
create aggregate fill.chain(bigint, integer, timestamptz, text, text, bigint, bigint, bigint, bytea, text, text)
    (sfunc = fill.link, stype = bytea, initcond = '');

-- p_count tickets with about ten posts each: contact, operator, contact …, every fifth a note, a document with each eighth post. A
-- contact's posts came by mail, a reply went by the outbox; of a hundred tickets 94 are closed.
create function fill.tickets(p_count integer) returns void language plpgsql
set session_replication_role = replica set work_mem = '256MB' as $$
declare
    v_people integer := (select max(n) from fill.person);
    v_clerks integer := (select max(n) from fill.clerk);
    v_desks integer := (select max(category) from fill.desk);
    v_mailbox bigint := (select id from turno.mailbox where name = 'fill');
    v_blob bigint := (select id from turno.blob where sha256 = sha256('x'));
begin
    create temporary table t on commit drop as
    select nextval('turno.ticket_id_seq') as id, p.contact_id, p.customer_id, d.category_id, x.level, x.turn, k.operator_id,
        4 + (x.dice ^ 2 * 18)::integer as posts, f.subject, f.head || setweight(to_tsvector('turno.turno_simple', turno.search_plain(k2.name || ' ' || u2.name)), 'B') as head, x.opened_at, x.priority
    from (select case when random() < 0.15 then 'advanced' else 'base' end as level, random() as dice,
            case when random() < 0.94 then 'closed' when random() < 0.5 then 'operator' else 'contact' end as turn,
            now() - random() * interval '1000 days' - interval '20 days' as opened_at, 1 + (random() * (v_people - 1))::integer as person,
            1 + (random() ^ 2 * (v_desks - 1))::integer as desk, 1 + (random() * (v_clerks - 1))::integer as clerk,
            1 + (random() * 4999)::integer as phrase, (random() * 3)::integer as priority from generate_series(1, p_count)) x
    join fill.person p on p.n = x.person join fill.desk d on d.category = x.desk join fill.clerk k on k.n = x.clerk
    join fill.phrase f on f.id = x.phrase join turno.contact k2 on k2.id = p.contact_id join turno.customer u2 on u2.id = p.customer_id;
    create temporary table p on commit drop as
    select nextval('turno.post_id_seq') as id, x.*, f.text || ' rif' || x.rare as text, f.body,
        case when x.type = 'contact_message' then nextval('turno.mail_id_seq') end as mail_id,
        turno.post_digest('\x5a17', f.text || ' rif' || x.rare, f.text || ' rif' || x.rare,
            case when x.has_document then array[sha256('x')] else '{}' end) as digest
    from (select t.id as ticket_id, k, t.contact_id, t.operator_id, case when k % 5 = 0 then 'note' when k % 2 = 1 then 'contact_message'
            else 'reply' end as type, t.opened_at + (k - 1) * interval '20 hours' as at, (t.id + k) % 8 = 0 as has_document,
            1 + (random() * 4999)::integer as phrase, (random() * 100000)::integer as rare, t.head
        from t, generate_series(1, t.posts) k) x
    join fill.phrase f on f.id = x.phrase;
    insert into turno.mail (id, mailbox_id, uidvalidity, uid, received_at, blob_id, is_after_done, outcome, ticket_id, contact_id, message_id,
        from_address, subject, decided_at, body_sha256) overriding system value
    select p.mail_id, v_mailbox, 1, p.mail_id, p.at, v_blob, true, case p.k when 1 then 'ticket' else 'post' end, p.ticket_id, p.contact_id,
        p.mail_id || '@client.example', 'c@client.example', 'Re: ' || p.ticket_id, p.at, p.digest
    from p where p.mail_id is not null;
    insert into turno.post (id, ticket_id, kind, author_kind, contact_id, operator_id, channel, at, text, visible_text, mail_id, salt, digest)
        overriding system value
    select p.id, p.ticket_id, case p.type when 'note' then 'note' else 'message' end, case p.type when 'contact_message' then 'contact' else 'operator' end,
        case p.type when 'contact_message' then p.contact_id end, case p.type when 'contact_message' then null else p.operator_id end,
        'mail', p.at, p.text, p.text, p.mail_id, '\x5a17', p.digest
    from p;
    insert into turno.attachment (post_id, mail_id, blob_id, name, type, size, sha256, raw_offset, raw_length, encoding)
    select p.id, p.mail_id, case when p.mail_id is null then v_blob end, 'documento ' || p.rare || '.pdf', 'application/pdf', 1, sha256('x'),
        case when p.mail_id is not null then 0 end, case when p.mail_id is not null then 1 end, case when p.mail_id is not null then '7bit' end
    from p where p.has_document;
    create temporary table e on commit drop as
    select x.*, fill.chain(x.ticket_id, x.seq, x.at, x.type, x.actor_kind, x.contact_id, x.operator_id, x.post_id, x.post_digest, x.old, x.new)
        over (partition by x.ticket_id order by x.seq) as digest
    from (select t.id as ticket_id, 1 as seq, t.opened_at as at, 'opened' as type, 'contact' as actor_kind, t.contact_id, null::bigint as operator_id,
            null::bigint as post_id, null::bytea as post_digest, null as old, null as new from t
        union all
        select p.ticket_id, p.k + 1, p.at, p.type, case p.type when 'contact_message' then 'contact' else 'operator' end,
            case p.type when 'contact_message' then p.contact_id end, case p.type when 'contact_message' then null else p.operator_id end, p.id, p.digest, null, null
        from p
        union all
        select t.id, t.posts + 2, t.opened_at + t.posts * interval '20 hours', 'closed', 'operator', null, t.operator_id, null, null, 'operator', 'closed'
        from t where t.turn = 'closed') x;
    insert into turno.event (ticket_id, seq, at, type, actor_kind, contact_id, operator_id, channel, post_id, old, new, digest)
    select e.ticket_id, e.seq, e.at, e.type, e.actor_kind, e.contact_id, e.operator_id, 'mail', e.post_id, e.old, e.new, e.digest from e;
    insert into turno.ticket (id, reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, assignee_id, mailbox_id,
        channel, subject, opened_at, updated_at, waiting_since, closed_at, event_count, event_head) overriding system value
    select t.id, t.id::text, t.customer_id, t.contact_id, t.category_id, t.level, t.turn, s.id, r.id,
        case when t.id % 3 = 0 then t.operator_id end, v_mailbox, 'mail', t.subject, t.opened_at, m.at, m.at,
        case when t.turn = 'closed' then e.at end, e.seq, e.digest
    from t
    join (select distinct on (e.ticket_id) e.ticket_id, e.seq, e.at, e.digest from e order by e.ticket_id, e.seq desc) e on e.ticket_id = t.id
    join (select p.ticket_id, max(p.at) as at from p where p.type <> 'note' group by p.ticket_id) m on m.ticket_id = t.id
    join turno.status s on s.turn = t.turn and s.is_default
    join (select id, row_number() over (order by rank) - 1 as n from turno.priority) r on r.n = t.priority;
    insert into turno.outbox (ticket_id, post_id, kind, mailbox_id, contact_id, recipient, language, state, attempts, message_id, created_at, sent_at)
    select p.ticket_id, p.id, 'reply', v_mailbox, p.contact_id, 'c@client.example', 'it', 'sent', 1, 'm.' || p.id || '@office.example', p.at, p.at
    from p where p.type = 'reply';
    insert into turno.link (ticket_id, contact_id, token_sha256, created_at, expires_at)
    select t.id, t.contact_id, sha256(t.id::text::bytea), t.opened_at, t.opened_at + interval '90 days' from t;
    insert into turno.search_text (id, ticket_id, post_id, is_note, words)
    select n.id, n.ticket_id, n.post_id, n.is_note, n.head || setweight(array_to_tsvector(array[n.ticket_id::text]), 'A') || n.body
        || array_to_tsvector(array['rif' || n.rare, '~' || (n.id >> 13)])
    from (select nextval(pg_get_serial_sequence('turno.search_text', 'id')) as id, p.ticket_id, p.id as post_id, p.type = 'note' as is_note, p.head, p.body, p.rare
        from p order by p.id) n;
    drop table t, p, e;
end
$$;
