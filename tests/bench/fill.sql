-- A large office, written set by set: select fill.people(…) once, then fill.tickets(20000) as often as wanted, fill.finish() at the end.
-- Everything hangs together as the kernel would have written it (digests, counts, search words), so turno verify finds nothing. The raw
-- mails are a few bytes each: what is measured is rows, not bytes. The schema fill is dropped with the database.
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
    perform turno.tally_add('blob', 1, turno.blob_mark(b)) from turno.blob b where b.sha256 = sha256('x');
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
create function fill.link(p_head bytea, p_event turno.event, p_post_digest bytea) returns bytea language sql stable as $$
    select turno.event_digest(p_head, p_event, p_post_digest);
$$;
create aggregate fill.chain(turno.event, bytea) (sfunc = fill.link, stype = bytea, initcond = '');

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
        4 + (x.dice ^ 2 * 18)::integer as posts, f.subject,
        f.head || setweight(to_tsvector('turno.turno_simple', turno.search_plain(c.name || ' ' || u.name)), 'B') as head, x.opened_at, x.priority
    from (select case when random() < 0.15 then 'advanced' else 'base' end as level, random() as dice,
            case when random() < 0.94 then 'closed' when random() < 0.5 then 'operator' else 'contact' end as turn,
            now() - random() * interval '1000 days' - interval '20 days' as opened_at, 1 + (random() * (v_people - 1))::integer as person,
            1 + (random() ^ 2 * (v_desks - 1))::integer as desk, 1 + (random() * (v_clerks - 1))::integer as clerk,
            1 + (random() * 4999)::integer as phrase, (random() * 3)::integer as priority from generate_series(1, p_count)) x
    join fill.person p on p.n = x.person join fill.desk d on d.category = x.desk join fill.clerk k on k.n = x.clerk
    join fill.phrase f on f.id = x.phrase join turno.contact c on c.id = p.contact_id join turno.customer u on u.id = p.customer_id;
    -- What posts say, and the posts as the kernel writes them.
    create temporary table s on commit drop as
    select nextval('turno.post_id_seq') as id, x.*, f.text || ' rif' || x.rare as text, f.body,
        case when x.type = 'contact_message' then nextval('turno.mail_id_seq') end as mail_id,
        case when x.has_document then nextval('turno.attachment_id_seq') end as attachment_id
    from (select t.id as ticket_id, k, t.contact_id, t.customer_id, t.operator_id, case when k % 5 = 0 then 'note' when k % 2 = 1
            then 'contact_message' else 'reply' end as type, t.opened_at + (k - 1) * interval '20 hours' as at, (t.id + k) % 8 = 0 as has_document,
            1 + (random() * 4999)::integer as phrase, (random() * 100000)::integer as rare, t.head
        from t, generate_series(1, t.posts) k) x
    join fill.phrase f on f.id = x.phrase;
    create temporary table b (like turno.blob) on commit drop;
    insert into b (id, sha256, size, created_at)
    select nextval('turno.blob_id_seq'), sha256(convert_to(s.mail_id::text, 'UTF8')), length(s.mail_id::text), s.at from s where s.mail_id is not null;
    insert into turno.blob overriding system value select * from b;
    insert into turno.blob_chunk (blob_id, seq, bytes)
    select b.id, 0, convert_to(s.mail_id::text, 'UTF8') from s join b on b.sha256 = sha256(convert_to(s.mail_id::text, 'UTF8')) where s.mail_id is not null;
    perform turno.tally_add('blob', count(*), bit_xor(turno.blob_mark(row(b.*)::turno.blob))) from b;
    create temporary table a (like turno.attachment) on commit drop;
    insert into a (id, post_id, mail_id, blob_id, name, type, size, sha256, is_inline, raw_offset, raw_length, encoding, created_at, customer_id)
    select s.attachment_id, s.id, s.mail_id, case when s.mail_id is null then v_blob end, 'documento ' || s.rare || '.pdf', 'application/pdf', 1,
        sha256('x'), false, case when s.mail_id is not null then 0 end, case when s.mail_id is not null then 1 end,
        case when s.mail_id is not null then '7bit' end, s.at, s.customer_id
    from s where s.attachment_id is not null;
    create index on a (post_id);
    analyze a, s;
    create temporary table p (like turno.post) on commit drop;
    alter table p alter digest drop not null;
    insert into p (id, ticket_id, kind, author_kind, contact_id, operator_id, channel, at, text, visible_text, mail_id, salt)
    select s.id, s.ticket_id, case s.type when 'note' then 'note' else 'message' end, case s.type when 'contact_message' then 'contact' else 'operator' end,
        case s.type when 'contact_message' then s.contact_id end, case s.type when 'contact_message' then null else s.operator_id end,
        'mail', s.at, s.text, s.text, s.mail_id, '\x5a17'
    from s;
    update p set digest = turno.post_digest(row(p.*)::turno.post, turno.post_content('\x5a17', p.text, p.text, case when s.attachment_id is null
        then '{}'::turno.attachment[] else array(select row(a.*)::turno.attachment from a where a.post_id = p.id) end,
        case when p.mail_id is not null then sha256(convert_to(p.mail_id::text, 'UTF8')) end))
    from s where s.id = p.id;
    insert into turno.mail (id, mailbox_id, uidvalidity, uid, received_at, blob_id, is_after_done, outcome, ticket_id, contact_id, message_id,
        from_address, subject, decided_at, body_sha256) overriding system value
    select s.mail_id, v_mailbox, 1, s.mail_id, s.at, b.id, true, case s.k when 1 then 'ticket' else 'post' end, s.ticket_id, s.contact_id,
        s.mail_id || '@client.example', 'c@client.example', 'Re: ' || s.ticket_id, s.at, sha256(s.id::text::bytea)
    from s join b on b.sha256 = sha256(convert_to(s.mail_id::text, 'UTF8')) where s.mail_id is not null;
    insert into turno.post overriding system value select * from p;
    insert into turno.attachment overriding system value select * from a;
    create temporary table e (like turno.event) on commit drop;
    alter table e alter digest drop not null;
    insert into e (id, ticket_id, seq, at, type, actor_kind, contact_id, operator_id, channel, post_id, old, new)
    select nextval('turno.event_id_seq'), x.* from (
        select t.id, 1, t.opened_at, 'opened', 'contact', t.contact_id, null::bigint, 'mail', null::bigint, null, null from t
        union all
        select s.ticket_id, s.k + 1, s.at, s.type, case s.type when 'contact_message' then 'contact' else 'operator' end,
            case s.type when 'contact_message' then s.contact_id end, case s.type when 'contact_message' then null else s.operator_id end, 'mail', s.id, null, null
        from s
        union all
        select t.id, t.posts + 2, t.opened_at + t.posts * interval '20 hours', 'closed', 'operator', null, t.operator_id, 'mail', null, 'operator', 'closed'
        from t where t.turn = 'closed') x;
    insert into turno.event (id, ticket_id, seq, at, type, actor_kind, contact_id, operator_id, channel, post_id, old, new, digest) overriding system value
    select e.id, e.ticket_id, e.seq, e.at, e.type, e.actor_kind, e.contact_id, e.operator_id, e.channel, e.post_id, e.old, e.new,
        fill.chain(row(e.*)::turno.event, p.digest) over (partition by e.ticket_id order by e.seq)
    from e left join p on p.id = e.post_id;
    insert into turno.ticket (id, reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, assignee_id, mailbox_id,
        channel, subject, opened_at, updated_at, waiting_since, closed_at, first_answer_at, event_count, event_head) overriding system value
    select t.id, t.id::text, t.customer_id, t.contact_id, t.category_id, t.level, t.turn, x.id, r.id, case when t.id % 3 = 0 then t.operator_id end,
        v_mailbox, 'mail', t.subject, t.opened_at, m.at, m.at, case when t.turn = 'closed' then l.at end, t.opened_at + interval '20 hours', l.seq, l.digest
    from t
    join (select distinct on (v.ticket_id) v.ticket_id, v.seq, v.at, v.digest from turno.event v join t y on y.id = v.ticket_id
        order by v.ticket_id, v.seq desc) l on l.ticket_id = t.id
    join (select s.ticket_id, max(s.at) as at from s where s.type <> 'note' group by s.ticket_id) m on m.ticket_id = t.id
    join turno.status x on x.turn = t.turn and x.is_default
    join (select id, row_number() over (order by rank) - 1 as n from turno.priority) r on r.n = t.priority;
    insert into turno.outbox (ticket_id, post_id, kind, mailbox_id, contact_id, recipient, language, state, attempts, message_id, created_at, sent_at)
    select s.ticket_id, s.id, 'reply', v_mailbox, s.contact_id, 'c@client.example', 'it', 'sent', 1, 'm.' || s.id || '@office.example', s.at, s.at
    from s where s.type = 'reply';
    insert into turno.link (ticket_id, contact_id, token_sha256, created_at, expires_at)
    select t.id, t.contact_id, sha256(t.id::text::bytea), t.opened_at, t.opened_at + interval '90 days' from t;
    insert into turno.search_text (id, ticket_id, post_id, is_note, words)
    select n.id, n.ticket_id, n.post_id, n.is_note, n.head || setweight(array_to_tsvector(array[n.ticket_id::text]), 'A') || n.body
        || array_to_tsvector(array['rif' || n.rare, '~' || (n.id >> 13)])
    from (select nextval(pg_get_serial_sequence('turno.search_text', 'id')) as id, s.ticket_id, s.id as post_id, s.type = 'note' as is_note, s.head, s.body, s.rare
        from s order by s.id) n;
    drop table t, s, b, a, p, e;
end
$$;
