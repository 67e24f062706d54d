-- Opening, drafts, the reply lock, merging, linking and deletion (R2, R3, R27-R32, R41).

alter table turno.ticket
    add column is_draft boolean not null default false,
    add column deleted_at timestamptz,
    add column deleted_by bigint references turno.operator,
    add column merged_into bigint references turno.ticket,
    add constraint ticket_draft_waits check (not is_draft or turn = 'operator'),
    add constraint ticket_deleted_has_time check (deleted_by is null or deleted_at is not null),
    add constraint ticket_merged_is_closed check (merged_into is null or turn = 'closed'),
    add constraint ticket_merged_elsewhere check (merged_into <> id);
comment on column turno.ticket.is_draft is 'Being written by an operator: operators see it, its contact does not, nothing was sent (R32).';
comment on column turno.ticket.deleted_at is 'Deleted: nobody sees it any more; the owner may restore it (R27).';
comment on column turno.ticket.deleted_by is 'Who deleted it; null while it stands.';
comment on column turno.ticket.merged_into is 'The ticket that its posts went to, which all its tokens and links lead to (R41).';
create index ticket_deleted_by on turno.ticket (deleted_by) where deleted_by is not null;
create index ticket_merged_into on turno.ticket (merged_into) where merged_into is not null;
grant select (is_draft, deleted_at, merged_into) on turno.ticket to turno_web;

create table turno.ticket_draft (
    ticket_id bigint primary key references turno.ticket,
    text text not null default '',
    note text not null default '',
    pass_turn boolean not null default true,
    close_after boolean not null default false,
    saved_by bigint not null references turno.operator,
    saved_at timestamptz not null default now()
);
comment on table turno.ticket_draft is 'What a draft will say when it is sent (R32); the row goes then. Its files are attachments with draft_id.';
comment on column turno.ticket_draft.note is 'Internal note that the ticket gets when it is sent (R30).';
comment on column turno.ticket_draft.pass_turn is 'The message will pass the turn (R16).';
comment on column turno.ticket_draft.close_after is 'The ticket will be closed after sending (R19).';
create index ticket_draft_saved_by on turno.ticket_draft (saved_by);

alter table turno.attachment
    add column draft_id bigint references turno.ticket_draft,
    add constraint attachment_draft_not_sent check (draft_id is null or post_id is null);
comment on column turno.attachment.draft_id is 'The draft that it will be sent with; null otherwise.';
create index attachment_draft_id on turno.attachment (draft_id) where draft_id is not null;
grant select (draft_id) on turno.attachment to turno_web;

create table turno.reply_lock (
    ticket_id bigint primary key references turno.ticket,
    operator_id bigint not null references turno.operator,
    since timestamptz not null default clock_timestamp(),
    until timestamptz not null
);
comment on table turno.reply_lock is 'Who is answering a ticket just now (R28); a row that ran out says nothing and is tidied.';
comment on column turno.reply_lock.until is 'When it ends by itself; the open page renews it.';
create index reply_lock_operator_id on turno.reply_lock (operator_id);
create index reply_lock_until on turno.reply_lock (until);

-- Closed first, then what each role needs.
alter table turno.ticket_draft enable row level security;
alter table turno.reply_lock enable row level security;
create policy ticket_draft_gateway on turno.ticket_draft to turno_gateway using (true) with check (true);
create policy reply_lock_gateway on turno.reply_lock to turno_gateway using (true) with check (true);
grant select, insert, update, delete on turno.ticket_draft, turno.reply_lock to turno_gateway;
grant select on turno.ticket_draft, turno.reply_lock to turno_act, turno_web;
grant delete on turno.ticket_link to turno_gateway;
grant update (ticket_id) on turno.post, turno.session to turno_gateway;
grant select (trace) on turno.mail to turno_act;

create policy ticket_draft_ticket on turno.ticket_draft for select to turno_web, turno_act
    using ((select v.operator_id from turno.viewer() v) is not null
        and exists (select from turno.ticket t where t.id = ticket_id));
create policy reply_lock_ticket on turno.reply_lock for select to turno_web, turno_act
    using ((select v.operator_id from turno.viewer() v) is not null
        and exists (select from turno.ticket t where t.id = ticket_id));
create policy attachment_draft on turno.attachment for select to turno_web, turno_act
    using (exists (select from turno.ticket_draft d where d.ticket_id = draft_id));

-- A deleted ticket is nobody's, a draft no contact's. Both are columns of the row that is read anyway.
create policy ticket_not_deleted on turno.ticket as restrictive for select to turno_web, turno_act
    using (deleted_at is null);
drop policy ticket_contact on turno.ticket;
create policy ticket_contact on turno.ticket for select to turno_web, turno_act
    using (not is_draft
        and (contact_id = (select v.contact_id from turno.viewer() v)
            or (contact_id is null and customer_id = (select v.customer_id from turno.viewer() v))
            or id in (select p.ticket_id from turno.viewer_participation() p))
        and ((select v.ticket_id from turno.viewer() v) is null
            or id = (select v.ticket_id from turno.viewer() v)));

create or replace function turno.viewer_counterpart()
returns table (operator_id bigint, contact_id bigint)
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    with me as (select v.* from viewer() v where v.contact_id is not null),
    mine as (
        select t.id, t.contact_id, t.deleted_at from me join ticket t on t.contact_id = me.contact_id
        where me.ticket_id is null or t.id = me.ticket_id
        union
        select t.id, t.contact_id, t.deleted_at from me join ticket t on t.customer_id = me.customer_id
        where t.contact_id is null and (me.ticket_id is null or t.id = me.ticket_id)
        union
        select t.id, t.contact_id, t.deleted_at from me join participant p on p.contact_id = me.contact_id
        join ticket t on t.id = p.ticket_id
        where me.ticket_id is null or t.id = me.ticket_id)
    select null, m.contact_id from mine m where m.contact_id is not null and m.deleted_at is null
    union
    select p.operator_id, p.contact_id from mine m join post p on p.ticket_id = m.id
    where p.kind = 'message' and p.author_kind <> 'system' and m.deleted_at is null;
end
$$;

create function turno.ticket_keep_merge()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    if old.merged_into is not null then
        raise exception 'This ticket was merged already.' using errcode = 'TU003';
    end if;
    if exists (select from ticket t where t.id = new.merged_into and (t.merged_into is not null
            or t.customer_id <> new.customer_id or t.contact_id is distinct from new.contact_id)) then
        raise exception 'Only tickets of the same customer and contact are merged, into one that was not merged itself.'
            using errcode = 'TU003';
    end if;
    return new;
end
$$;
comment on function turno.ticket_keep_merge() is 'Merged once, into a ticket of the same people that stands for itself: so no loop can close (R41).';
create trigger ticket_merged before update of merged_into on turno.ticket
    for each row when (old.merged_into is distinct from new.merged_into) execute function turno.ticket_keep_merge();
comment on trigger ticket_merged on turno.ticket is 'Keeps merging to the rules (R41).';

-- Whoever writes without credentials waits here until the link in the mail to his address is opened (R3).
create table turno.web_request (
    id bigint generated always as identity primary key,
    address text not null constraint web_request_address_shape check (address ~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$'),
    name text not null constraint web_request_name_given check (name <> ''),
    tax_code text not null constraint web_request_tax_code_plain check (tax_code ~ '^[A-Z0-9]{11,16}$'),
    language text not null constraint web_request_language_known check (language in ('it', 'en')),
    category_id bigint not null references turno.category,
    form jsonb not null,
    token_sha256 bytea unique constraint web_request_digest_size check (octet_length(token_sha256) = 32),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null default now() + interval '2 days',
    ticket_id bigint references turno.ticket
);
comment on table turno.web_request is 'Tickets that somebody without credentials wants to open, until his address is confirmed (R3).';
comment on column turno.web_request.name is 'Name and surname.';
comment on column turno.web_request.form is 'Subject, text and place, as act_contact_open takes them.';
comment on column turno.web_request.token_sha256 is 'Digest of the token in the mail; null until the mail is made.';
comment on column turno.web_request.ticket_id is 'What became of it; null while it waits.';
create index web_request_category_id on turno.web_request (category_id);
create index web_request_ticket_id on turno.web_request (ticket_id);
create index web_request_expires_at on turno.web_request (expires_at);

alter table turno.web_request enable row level security;
create policy web_request_gateway on turno.web_request to turno_gateway using (true) with check (true);
grant select, insert, update, delete on turno.web_request to turno_gateway;
grant select (id, address, name, tax_code, language, category_id, form, created_at, expires_at, ticket_id) on turno.web_request
    to turno_web;
create policy web_request_triage on turno.web_request for select to turno_web
    using (ticket_id is null and (select v.has_triage from turno.viewer() v));
