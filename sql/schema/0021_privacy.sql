-- Privacy (R23, R27, R39): a chain that covers every column, what may be erased without breaking it, who must be kept,
-- and what was agreed to.

-- The formulas stand here and not in function/: stored digests depend on them, so a change needs a migration. Each takes a
-- whole row: a column that is added counts as soon as it is not null, and one that is null changes nothing. Times are told
-- in UTC, so that no time zone can change them.

alter table turno.post add column content_digest bytea
    constraint post_content_digest_size check (octet_length(content_digest) = 32);
comment on column turno.post.content_digest is 'Of an erased post what post_content() gave: salt, texts and documents are gone (R39). Else null.';
comment on column turno.post.salt is 'Salt of the content, so that after an erasure nobody can test guesses (R23, R39); empty when erased.';
comment on column turno.post.digest is 'SHA-256 of post and content, held by the chain.';

alter table turno.event
    add column salt bytea,
    add column words_digest bytea constraint event_words_digest_size check (octet_length(words_digest) = 32);
comment on column turno.event.salt is 'Salt of old, new and note; null when there are none.';
comment on column turno.event.words_digest is 'Of an event whose words were erased what event_words() gave (R39). Else null.';

create function turno.attachment_digest(p_attachment turno.attachment)
returns bytea
language plpgsql stable parallel safe
set search_path = turno, pg_temp
set timezone = 'UTC'
set bytea_output = 'hex'
as $$
begin
    return sha256(convert_to((jsonb_strip_nulls(to_jsonb(p_attachment)) - 'customer_id')::text, 'UTF8'));
end
$$;
comment on function turno.attachment_digest(turno.attachment) is
    'Digest of every column of a document but the customer, which follows from its post (R23).';

-- Purpose: what of a post can be erased, as one digest. p_raw: SHA-256 of the mail that it came by, or null.
create function turno.post_content(p_salt bytea, p_text text, p_visible_text text, p_documents turno.attachment[],
    p_raw bytea)
returns bytea
language plpgsql stable parallel safe
set search_path = turno, pg_temp
as $$
begin
    return sha256(p_salt || sha256(convert_to(p_text, 'UTF8')) || sha256(convert_to(p_visible_text, 'UTF8'))
        || coalesce((select string_agg(attachment_digest(d), ''::bytea order by d.id)
                     from unnest(p_documents) d), ''::bytea)
        || coalesce(p_raw, ''::bytea));
end
$$;
comment on function turno.post_content(bytea, text, text, turno.attachment[], bytea) is
    'Salted digest of texts, documents and raw mail of a post (R23).';

create function turno.post_digest(p_post turno.post, p_content bytea)
returns bytea
language plpgsql stable parallel safe
set search_path = turno, pg_temp
set timezone = 'UTC'
set bytea_output = 'hex'
as $$
begin
    return sha256(convert_to((jsonb_strip_nulls(to_jsonb(p_post))
        - '{ticket_id,text,visible_text,salt,digest,content_digest}'::text[])::text, 'UTF8') || p_content);
end
$$;
comment on function turno.post_digest(turno.post, bytea) is
    'Digest of a post: its columns and post_content(). Not its ticket: the event that tells of it says where it was written (R23, R41).';

-- Purpose: the content of a post as it stands in the tables.
create function turno.post_content_of(p_post turno.post)
returns bytea
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return coalesce(p_post.content_digest, post_content(p_post.salt, p_post.text, p_post.visible_text,
        array(select a from attachment a where a.post_id = p_post.id order by a.id),
        (select b.sha256 from mail m join blob b on b.id = m.blob_id where m.id = p_post.mail_id)));
end
$$;
comment on function turno.post_content_of(turno.post) is 'post_content() of a stored post, or what is kept of it when it was erased.';

create function turno.event_words(p_event turno.event)
returns bytea
language plpgsql immutable parallel safe
set search_path = turno, pg_temp
as $$
begin
    return coalesce(p_event.words_digest, case
        when num_nonnulls(p_event.old, p_event.new, p_event.note, p_event.salt) > 0
        then sha256(coalesce(p_event.salt, ''::bytea)
            || convert_to(jsonb_build_array(p_event.old, p_event.new, p_event.note)::text, 'UTF8')) end);
end
$$;
comment on function turno.event_words(turno.event) is 'Salted digest of the words of an event, or what is kept of it when they were erased; null when it has none.';

create function turno.event_digest(p_previous bytea, p_event turno.event, p_post_digest bytea)
returns bytea
language plpgsql stable parallel safe
set search_path = turno, pg_temp
set timezone = 'UTC'
set bytea_output = 'hex'
as $$
begin
    return sha256(p_previous || convert_to((jsonb_strip_nulls(to_jsonb(p_event))
        - '{old,new,note,salt,words_digest,digest}'::text[])::text, 'UTF8')
        || coalesce(p_post_digest, ''::bytea) || coalesce(event_words(p_event), ''::bytea));
end
$$;
comment on function turno.event_digest(bytea, turno.event, bytea) is 'One link of a ticket''s chain: previous digest, event, digest of its post, words (R23).';

-- Which rows of blob, and which uploads that no post has yet, there must be. Every function that adds or removes one writes
-- a line here; nobody waits for anybody. Tidy adds the lines up.
create table turno.tally (
    id bigint generated always as identity primary key,
    kind text not null constraint tally_kind_known check (kind in ('blob', 'upload')),
    rows bigint not null,
    mark bigint not null
);
comment on table turno.tally is 'What was added to and taken from blob and the waiting uploads, so that a row that came or went otherwise is found (R23).';
comment on column turno.tally.kind is 'blob, or upload: an attachment without a post.';
comment on column turno.tally.rows is 'How many came (or went, below zero).';
comment on column turno.tally.mark is 'Exclusive or of row_mark() of these rows.';
alter table turno.tally enable row level security;
create policy tally_gateway on turno.tally to turno_gateway using (true) with check (true);
grant select, insert, update, delete on turno.tally to turno_gateway;

create function turno.row_mark(p_row jsonb)
returns bigint
language plpgsql immutable parallel safe
set search_path = turno, pg_temp
as $$
begin
    return ('x' || left(encode(sha256(convert_to(jsonb_strip_nulls(p_row)::text, 'UTF8')), 'hex'), 16))::bit(64)::bigint;
end
$$;
comment on function turno.row_mark(jsonb) is 'The first eight bytes of the SHA-256 of a row.';

create function turno.blob_mark(p_blob turno.blob)
returns bigint
language plpgsql stable parallel safe
set search_path = turno, pg_temp
set timezone = 'UTC'
set bytea_output = 'hex'
as $$
begin
    return row_mark(to_jsonb(p_blob));
end
$$;
comment on function turno.blob_mark(turno.blob) is 'row_mark() of a blob.';

create function turno.upload_mark(p_upload turno.attachment)
returns bigint
language plpgsql stable parallel safe
set search_path = turno, pg_temp
set timezone = 'UTC'
set bytea_output = 'hex'
as $$
begin
    return row_mark(to_jsonb(p_upload) - 'customer_id');
end
$$;
comment on function turno.upload_mark(turno.attachment) is 'row_mark() of an upload that waits.';

-- A database that is in use already: what the former digests prove is proved once more, then the chains are written anew.
do $$
declare
    v_ticket bigint;
    v_event turno.event;
    v_head bytea;
begin
    if not exists (select from turno.event) and not exists (select from turno.blob) then
        return;
    end if;
    if exists (select from turno.event) then
        if exists (select from turno.verify_chain()) then
            raise exception 'turno verify finds that a timeline was altered' using errcode = 'TU003',
                hint = 'With the former version run turno verify, and mend what it finds, before turno migrate.';
        end if;
    end if;
    -- From now on these columns say nothing once an upload has its post, and an upload is its session's.
    update turno.attachment set uploaded_session_id = null where post_id is not null and uploaded_session_id is not null;
    alter table turno.event disable trigger event_append_only;
    update turno.event set salt = turno.gen_random_bytes(16) where num_nonnulls(old, new, note) > 0;
    update turno.post p set digest = turno.post_digest(p, turno.post_content_of(p));
    for v_ticket in select id from turno.ticket order by id loop
        v_head := ''::bytea;
        for v_event in select * from turno.event e where e.ticket_id = v_ticket order by e.seq loop
            v_head := turno.event_digest(v_head, v_event, (select p.digest from turno.post p where p.id = v_event.post_id));
            update turno.event set digest = v_head where id = v_event.id;
        end loop;
        update turno.ticket set event_head = v_head where id = v_ticket;
    end loop;
    alter table turno.event enable trigger event_append_only;
    insert into turno.tally (kind, rows, mark)
    select 'blob', count(*), coalesce(bit_xor(turno.blob_mark(b)), 0) from turno.blob b
    union all
    select 'upload', count(*), coalesce(bit_xor(turno.upload_mark(a)), 0) from turno.attachment a where a.post_id is null;
end
$$;

drop function if exists turno.post_digest(bytea, text, text, bytea[]);
drop function if exists turno.event_digest(bytea, bigint, integer, timestamptz, text, text, bigint, bigint, text, bigint,
    bytea, text, text, text);

-- An erasure is the one change that a written post or event may meet: the words go, what the digests need stays.
create function turno.post_refuse_change()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
declare
    v_erasable text[] := '{text,visible_text,salt,content_digest}';
begin
    if to_jsonb(new) - 'ticket_id'::text = to_jsonb(old) - 'ticket_id'::text then
        return new;
    end if;
    if to_jsonb(new) - v_erasable = to_jsonb(old) - v_erasable and old.content_digest is null
        and new.content_digest = post_content_of(old) and new.text = '' and new.visible_text = '' and new.salt = '' then
        return new;
    end if;
    raise exception 'a post is written once' using errcode = 'TU003';
end
$$;
comment on function turno.post_refuse_change() is
    'Refuses any change of a post but its erasure and its way into another ticket, which the timelines tell (R21, R39, R41).';
create trigger post_written_once before update on turno.post
    for each row execute function turno.post_refuse_change();
comment on trigger post_written_once on turno.post is 'Posts are written once; erasure leaves their digest (R23, R39).';

create or replace function turno.event_refuse_change()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
declare
    v_erasable text[] := '{old,new,note,salt,words_digest}';
begin
    if tg_op = 'UPDATE' then
        if to_jsonb(new) - v_erasable = to_jsonb(old) - v_erasable and old.words_digest is null
            and new.words_digest = event_words(old) and num_nonnulls(new.old, new.new, new.note, new.salt) = 0 then
            return new;
        end if;
    end if;
    raise exception 'the timeline is append-only' using errcode = 'TU003';
end
$$;
comment on function turno.event_refuse_change() is 'Refuses any change of the timeline but the erasure of words (R23, R39).';

grant update (text, visible_text, salt, content_digest) on turno.post to turno_gateway;
grant update (old, new, note, salt, words_digest) on turno.event to turno_gateway;
grant usage on sequence turno.post_id_seq, turno.attachment_id_seq, turno.event_id_seq to turno_gateway;
grant execute on function turno.attachment_digest(turno.attachment),
    turno.post_content(bytea, text, text, turno.attachment[], bytea), turno.post_digest(turno.post, bytea),
    turno.post_content_of(turno.post), turno.event_words(turno.event), turno.event_digest(bytea, turno.event, bytea),
    turno.row_mark(jsonb), turno.blob_mark(turno.blob), turno.upload_mark(turno.attachment) to turno_gateway;
grant execute on function turno.row_mark(jsonb), turno.upload_mark(turno.attachment) to turno_act;

-- Privacy notice: settings privacy.notice.it, privacy.notice.en and privacy.version. Who acknowledged which (R39).
create table turno.consent (
    id bigint generated always as identity primary key,
    contact_id bigint not null references turno.contact,
    ticket_id bigint references turno.ticket,
    version text not null,
    language text not null constraint consent_language_known check (language in ('it', 'en')),
    notice_sha256 bytea not null constraint consent_digest_size check (octet_length(notice_sha256) = 32),
    at timestamptz not null default now()
);
comment on table turno.consent is 'Privacy notices that contacts acknowledged, once per notice and ticket (R39).';
comment on column turno.consent.ticket_id is 'The ticket that he opened with it; null when it was acknowledged by itself.';
comment on column turno.consent.version is 'Setting privacy.version at that time.';
comment on column turno.consent.notice_sha256 is 'Of the words that he was shown.';
create index consent_contact_id on turno.consent (contact_id);
create index consent_ticket_id on turno.consent (ticket_id);
alter table turno.consent enable row level security;
create policy consent_gateway on turno.consent to turno_gateway using (true) with check (true);
create policy consent_own on turno.consent for select to turno_web
    using (contact_id = (select v.contact_id from turno.viewer() v));
grant select, insert, delete on turno.consent to turno_gateway;
grant select on turno.consent to turno_web;

-- Who must be kept, and for how long (R39).
create table turno.ticket_hold (
    ticket_id bigint primary key references turno.ticket,
    reason text not null constraint ticket_hold_reason_given check (reason <> ''),
    operator_id bigint references turno.operator,
    at timestamptz not null default now()
);
comment on table turno.ticket_hold is 'Tickets that nothing erases or removes while the row stands: a dispute, an inspection (R27, R39).';
comment on column turno.ticket_hold.operator_id is 'Who said so; null: the command line.';
create index ticket_hold_operator_id on turno.ticket_hold (operator_id) where operator_id is not null;
alter table turno.ticket_hold enable row level security;
create policy ticket_hold_gateway on turno.ticket_hold to turno_gateway using (true) with check (true);
create policy ticket_hold_ticket on turno.ticket_hold for select to turno_web
    using ((select v.operator_id from turno.viewer() v) is not null
        and exists (select from turno.ticket t where t.id = ticket_id));
grant select on turno.ticket_hold to turno_gateway;
grant select on turno.ticket_hold to turno_web;

alter table turno.category add column retention_days integer
    constraint category_retention_days_range check (retention_days between 1 and 36500);
comment on column turno.category.retention_days is 'Days after closing for which a ticket must be kept, and after which it is erased; null: kept until somebody asks (R39).';
alter table turno.ticket add column erased_at timestamptz;
comment on column turno.ticket.erased_at is 'When all that it held was erased (R39).';
grant select (erased_at) on turno.ticket to turno_web;
create index ticket_retention on turno.ticket (category_id, closed_at) where erased_at is null and closed_at is not null;
create index ticket_deleted on turno.ticket (deleted_at) where erased_at is null and deleted_at is not null;
alter table turno.contact add column erased_at timestamptz;
comment on column turno.contact.erased_at is 'When he was forgotten: name, codes and addresses are gone (R39).';
create index contact_erased on turno.contact (id) where erased_at is not null;
alter table turno.mail alter column blob_id drop not null,
    add constraint mail_empty_when_decided check (blob_id is not null or outcome is not null);
comment on column turno.mail.blob_id is 'Raw bytes; null once they were erased (R39).';
create index mail_nobodys on turno.mail (decided_at) where ticket_id is null and blob_id is not null;
create index mail_nobodys_from on turno.mail using hash (lower(from_address)) where ticket_id is null and blob_id is not null;

create table turno.erasure (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    kind text not null constraint erasure_kind_known check (kind in ('contact', 'ticket', 'mail')),
    reason text not null,
    contact_id bigint references turno.contact,
    operator_id bigint references turno.operator,
    tickets bigint not null,
    posts bigint not null,
    events bigint not null,
    documents bigint not null,
    mails bigint not null,
    blobs bigint not null,
    bytes bigint not null
);
comment on table turno.erasure is 'What was erased, when and why, in numbers: the office must be able to show that it was done (R39).';
comment on column turno.erasure.kind is 'contact: he asked. ticket, mail: their time was over.';
comment on column turno.erasure.operator_id is 'Who did it; null: the command line, or turnod.';
create index erasure_contact_id on turno.erasure (contact_id) where contact_id is not null;
create index erasure_operator_id on turno.erasure (operator_id) where operator_id is not null;
alter table turno.erasure enable row level security;
create policy erasure_gateway on turno.erasure to turno_gateway using (true) with check (true);
grant select, insert on turno.erasure to turno_gateway;

-- What an erasure writes.
grant update (name, tax_code, vat_number, phone, erased_at) on turno.contact to turno_gateway;
grant update (name, tax_code, vat_number, phone) on turno.customer to turno_gateway;
grant delete on turno.address, turno.participant to turno_gateway;
