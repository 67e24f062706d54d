-- Practices with their models (R20, R37); documents of practices, and who downloaded what (R25).

create table turno.practice_state (
    id bigint generated always as identity primary key,
    name_it text not null constraint practice_state_name_given check (name_it <> '' and name_en <> ''),
    name_en text not null,
    rank integer not null,
    colour text not null default '#46525e' constraint practice_state_colour_hex check (colour ~ '^#[0-9a-f]{6}$'),
    is_start boolean not null default false,
    is_end boolean not null default false,
    is_complete boolean not null default false,
    constraint practice_state_not_both check (not (is_start and is_end)),
    constraint practice_state_complete_ends check (is_end or not is_complete),
    constraint practice_state_key unique (id, is_end)
);
comment on table turno.practice_state is 'How far a practice has come: a list that the office makes (R37).';
comment on column turno.practice_state.rank is 'Order in which they are offered.';
comment on column turno.practice_state.is_start is 'Where practices begin; one.';
comment on column turno.practice_state.is_end is 'The practice is closed.';
comment on column turno.practice_state.is_complete is
    'Entered only when required fields, checklist and documents to produce are all there: done, unlike cancelled.';
create unique index practice_state_one_start on turno.practice_state ((true)) where is_start;
create unique index practice_state_name on turno.practice_state (lower(name_it));

create table turno.practice_model (
    id bigint generated always as identity primary key,
    name text not null constraint practice_model_name_given check (name <> ''),
    instructions text not null default '',
    checks text[] not null default '{}'
        constraint practice_model_checks_given check (array_position(checks, '') is null and array_position(checks, null) is null),
    documents text[] not null default '{}'
        constraint practice_model_documents_given check (array_position(documents, '') is null and array_position(documents, null) is null),
    due_days integer constraint practice_model_due_days_positive check (due_days > 0),
    is_active boolean not null default true
);
comment on table turno.practice_model is 'What a kind of practice asks for (R37). A practice copies it when it is made.';
comment on column turno.practice_model.instructions is 'Shown to the contact who opens a ticket in a category of the model (R30).';
comment on column turno.practice_model.checks is 'Checklist, in order.';
comment on column turno.practice_model.documents is 'Documents to produce, in order.';
comment on column turno.practice_model.due_days is 'Due so many days after the practice is made; null: no due date of its own.';
comment on column turno.practice_model.is_active is 'Offered for new practices.';
create unique index practice_model_name on turno.practice_model (lower(name));

create table turno.practice_model_category (
    model_id bigint not null references turno.practice_model on delete cascade,
    category_id bigint not null references turno.category,
    primary key (model_id, category_id)
);
comment on table turno.practice_model_category is 'Categories in which a model is offered (R6, R37); those below without models of their own have it too.';
create index practice_model_category_category_id on turno.practice_model_category (category_id);

create table turno.practice_model_field (
    model_id bigint not null references turno.practice_model on delete cascade,
    n integer not null,
    name text not null constraint practice_model_field_name_plain check (name ~ '^[a-z][a-z0-9_]{0,39}$'),
    label_it text not null constraint practice_model_field_label_given check (label_it <> '' and label_en <> ''),
    label_en text not null,
    type text not null constraint practice_model_field_type_known
        check (type in ('text', 'number', 'date', 'choice', 'yes-no', 'tax code')),
    is_required boolean not null default false,
    choices text[] not null default '{}',
    primary key (model_id, n),
    constraint practice_model_field_once unique (model_id, name),
    constraint practice_model_field_choices check ((type = 'choice') = (cardinality(choices) > 0))
);
comment on table turno.practice_model_field is 'Custom fields of a model (R37).';
comment on column turno.practice_model_field.n is 'Place in the form, from 1.';
comment on column turno.practice_model_field.is_required is 'Must be filled in before a state that is complete.';

create table turno.practice (
    id bigint generated always as identity primary key,
    reference text not null constraint practice_reference_once unique,
    customer_id bigint not null references turno.customer,
    contact_id bigint references turno.contact,
    category_id bigint not null references turno.category,
    level text not null constraint practice_level_known check (level in ('base', 'advanced')),
    model_id bigint references turno.practice_model,
    state_id bigint not null,
    is_closed boolean not null default false,
    subject text not null constraint practice_subject_given check (subject <> ''),
    description text not null default '',
    assignee_id bigint references turno.operator,
    created_by bigint references turno.operator,
    due_on date,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    closed_at timestamptz,
    constraint practice_state_fits foreign key (state_id, is_closed) references turno.practice_state (id, is_end),
    constraint practice_closed_has_time check (is_closed = (closed_at is not null))
);
comment on table turno.practice is 'A piece of work for a customer, mostly from a ticket (R20, R37). Seen by category and level, as tickets are.';
comment on column turno.practice.reference is 'P and the number, or set by hand.';
comment on column turno.practice.contact_id is 'Null: its shared documents are for all contacts of the customer.';
comment on column turno.practice.category_id is 'From its ticket when it is made; then its own.';
comment on column turno.practice.level is 'Likewise.';
comment on column turno.practice.is_closed is 'Its state is an end.';
comment on column turno.practice.created_by is 'Who made it sees it whatever happens, as with tickets (R9); null: the command line.';
create index practice_recent on turno.practice (category_id, level, is_closed, id desc);
create index practice_due on turno.practice (category_id, level, (coalesce(due_on, 'infinity'::date)), id) where not is_closed;
create index practice_customer_id on turno.practice (customer_id);
create index practice_contact_id on turno.practice (contact_id) where contact_id is not null;
create index practice_model_id on turno.practice (model_id) where model_id is not null;
create index practice_state_id on turno.practice (state_id, is_closed);
create index practice_assignee_id on turno.practice (assignee_id) where assignee_id is not null;
create index practice_created_by on turno.practice (created_by) where created_by is not null;

create table turno.practice_ticket (
    practice_id bigint not null references turno.practice,
    ticket_id bigint not null references turno.ticket,
    primary key (practice_id, ticket_id)
);
comment on table turno.practice_ticket is 'Tickets that a practice came from or belongs to.';
create index practice_ticket_ticket_id on turno.practice_ticket (ticket_id);

create table turno.practice_check (
    practice_id bigint not null references turno.practice,
    n integer not null,
    text text not null constraint practice_check_text_given check (text <> ''),
    done_at timestamptz,
    done_by bigint references turno.operator,
    primary key (practice_id, n),
    constraint practice_check_done_once check (done_at is not null or done_by is null)
);
comment on table turno.practice_check is 'Checklist of a practice, as its model had it.';
comment on column turno.practice_check.done_by is 'Who ticked it; null with a time: the command line.';
create index practice_check_done_by on turno.practice_check (done_by) where done_by is not null;

create table turno.practice_field (
    practice_id bigint not null references turno.practice,
    n integer not null,
    name text not null,
    label_it text not null,
    label_en text not null,
    type text not null constraint practice_field_type_known
        check (type in ('text', 'number', 'date', 'choice', 'yes-no', 'tax code')),
    is_required boolean not null default false,
    choices text[] not null default '{}',
    value text constraint practice_field_value_given check (value <> ''),
    primary key (practice_id, n),
    constraint practice_field_once unique (practice_id, name)
);
comment on table turno.practice_field is 'Custom fields of a practice, as its model had them, with their values.';
comment on column turno.practice_field.value is 'As practice_value writes it: a date YYYY-MM-DD, a number with a point, yes or no, a tax code in capitals. Null: empty.';

create table turno.practice_document (
    id bigint generated always as identity primary key,
    practice_id bigint not null references turno.practice,
    n integer not null,
    title text not null default '',
    is_asked boolean not null default false,
    attachment_id bigint references turno.attachment,
    is_shared boolean not null default false,
    added_at timestamptz,
    added_by bigint references turno.operator,
    constraint practice_document_holds_something check (attachment_id is not null or (is_asked and title <> '' and not is_shared)),
    constraint practice_document_added check ((attachment_id is null) = (added_at is null) and (added_at is not null or added_by is null))
);
comment on table turno.practice_document is
    'Documents of a practice: those to produce, with what fulfils them, and others. Files are referred to, never copied.';
comment on column turno.practice_document.is_asked is 'From the model; stays when its file is taken out.';
comment on column turno.practice_document.is_shared is 'Delivered: the contact has it among his documents (R25).';
create index practice_document_practice_id on turno.practice_document (practice_id, n);
create index practice_document_attachment_id on turno.practice_document (attachment_id) where attachment_id is not null;
create index practice_document_added_by on turno.practice_document (added_by) where added_by is not null;
create unique index practice_document_once on turno.practice_document (practice_id, attachment_id) where not is_asked;

create table turno.practice_event (
    id bigint generated always as identity primary key,
    practice_id bigint not null references turno.practice,
    at timestamptz not null default now(),
    type text not null constraint practice_event_type_known check (type in ('opened', 'linked', 'subject', 'description',
        'category', 'level', 'state', 'closed', 'reopened', 'due', 'assigned', 'field', 'checked', 'unchecked', 'added',
        'removed', 'shared', 'unshared')),
    operator_id bigint references turno.operator,
    channel text not null,
    old text,
    new text,
    note text
);
comment on table turno.practice_event is 'What happened to a practice; rows are added, never changed.';
comment on column turno.practice_event.operator_id is 'Null: the command line.';
comment on column turno.practice_event.note is 'What of the practice: name of the field, the item, the document.';
create index practice_event_practice_id on turno.practice_event (practice_id, id);
create index practice_event_operator_id on turno.practice_event (operator_id) where operator_id is not null;

create table turno.attachment_download (
    id bigint generated always as identity primary key,
    attachment_id bigint not null references turno.attachment on delete cascade,
    at timestamptz not null default now(),
    operator_id bigint references turno.operator,
    contact_id bigint references turno.contact,
    constraint attachment_download_one_person check (num_nonnulls(operator_id, contact_id) = 1)
);
comment on table turno.attachment_download is 'Who downloaded which document, and when (R25).';
create index attachment_download_attachment_id on turno.attachment_download (attachment_id, at);
create index attachment_download_operator_id on turno.attachment_download (operator_id) where operator_id is not null;
create index attachment_download_contact_id on turno.attachment_download (contact_id) where contact_id is not null;

-- A file that was uploaded for a practice is of no post. The customer of each document, so that those of a customer are
-- read in order by one index however many his tickets are; he never changes (R2).
alter table turno.attachment
    add column practice_id bigint references turno.practice,
    add column customer_id bigint references turno.customer,
    add constraint attachment_one_owner check (num_nonnulls(post_id, practice_id) <= 1);
comment on column turno.attachment.practice_id is 'Practice that it was uploaded for; then it is of no post and in no ticket (R37).';
comment on column turno.attachment.customer_id is 'Whose document it is, kept by trigger; null while it waits for its form.';
update turno.attachment a set customer_id = t.customer_id
from turno.post p join turno.ticket t on t.id = p.ticket_id where p.id = a.post_id;
create index attachment_practice_id on turno.attachment (practice_id) where practice_id is not null;
create index attachment_customer_id on turno.attachment (customer_id, id desc) where customer_id is not null;

create function turno.attachment_keep_customer()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    if new.post_id is not null then
        select t.customer_id into new.customer_id from post p join ticket t on t.id = p.ticket_id where p.id = new.post_id;
    elsif new.practice_id is not null then
        select p.customer_id into new.customer_id from practice p where p.id = new.practice_id;
    else
        new.customer_id := null;
    end if;
    return new;
end
$$;
comment on function turno.attachment_keep_customer() is 'Notes whose document it is.';
create trigger attachment_customer before insert or update of post_id, practice_id, customer_id on turno.attachment
    for each row execute function turno.attachment_keep_customer();
comment on trigger attachment_customer on turno.attachment is 'Keeps customer_id (R25).';

create function turno.practice_give_reference()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    if coalesce(new.reference, '') = '' then
        new.reference := 'P' || new.id;
    elsif new.reference ~* '^p?[0-9]+$' and new.reference <> 'P' || new.id then
        raise exception 'A reference of digits only, or P and digits, would be taken for a number.' using errcode = 'TU003';
    end if;
    return new;
end
$$;
comment on function turno.practice_give_reference() is 'The reference is P and the number unless set by hand.';
create trigger practice_reference before insert or update of reference on turno.practice
    for each row execute function turno.practice_give_reference();
comment on trigger practice_reference on turno.practice is 'Gives the reference; digits only are kept for numbers.';

create function turno.practice_keep_people()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and new.customer_id <> old.customer_id then
        raise exception 'A practice never moves to another customer.' using errcode = 'TU003';
    end if;
    if new.contact_id is not null
        and not exists (select from contact c where c.id = new.contact_id and c.customer_id = new.customer_id) then
        raise exception 'The contact belongs to another customer.' using errcode = 'TU003';
    end if;
    return new;
end
$$;
comment on function turno.practice_keep_people() is 'Customer for ever, contact of that customer (R2).';
create trigger practice_people before insert or update of customer_id, contact_id on turno.practice
    for each row execute function turno.practice_keep_people();
comment on trigger practice_people on turno.practice is 'Who a practice belongs to stays (R2).';

create function turno.practice_same_customer()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    if not exists (select from practice p join ticket t on t.customer_id = p.customer_id
            where p.id = new.practice_id and t.id = new.ticket_id) then
        raise exception 'The ticket belongs to another customer.' using errcode = 'TU003';
    end if;
    return new;
end
$$;
comment on function turno.practice_same_customer() is 'A practice and its tickets have one customer.';
create trigger practice_ticket_customer before insert or update on turno.practice_ticket
    for each row execute function turno.practice_same_customer();
comment on trigger practice_ticket_customer on turno.practice_ticket is 'A practice and its tickets have one customer.';

-- Words may be taken out, for the erasure of a contact (R39); nothing else ever changes.
create function turno.practice_event_refuse_change()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and num_nonnulls(new.old, new.new, new.note) = 0
        and (new.id, new.practice_id, new.at, new.type, new.operator_id, new.channel)
            is not distinct from (old.id, old.practice_id, old.at, old.type, old.operator_id, old.channel) then
        return new;
    end if;
    raise exception 'the history of a practice is append-only' using errcode = 'TU003';
end
$$;
comment on function turno.practice_event_refuse_change() is 'Refuses any change of what happened, but for taking words out (R39).';
create trigger practice_event_append_only before update or delete on turno.practice_event
    for each row execute function turno.practice_event_refuse_change();
comment on trigger practice_event_append_only on turno.practice_event is 'Rows are written once.';
create trigger practice_event_not_emptied before truncate on turno.practice_event
    for each statement execute function turno.practice_event_refuse_change();
comment on trigger practice_event_not_emptied on turno.practice_event is 'Not even all at once.';

-- A document that is erased with its post (R39) leaves every practice; one to produce waits for a file again.
create function turno.practice_forget_document()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    delete from practice_document d where d.attachment_id = old.id and not d.is_asked;
    update practice_document d set attachment_id = null, is_shared = false, added_at = null, added_by = null where d.attachment_id = old.id;
    return old;
end
$$;
comment on function turno.practice_forget_document() is 'Takes a document that goes out of practices.';
create trigger attachment_leaves_practices before delete on turno.attachment
    for each row when (old.post_id is not null or old.practice_id is not null) execute function turno.practice_forget_document();
comment on trigger attachment_leaves_practices on turno.attachment is 'A document that goes is in no practice any more (R39).';

-- Purpose: practices whose shared documents a contact reads. A function, because he reads no practice himself.
create function turno.viewer_practice()
returns table (practice_id bigint, reference text)
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    with me as (select v.* from viewer() v where v.contact_id is not null)
    select p.id, p.reference from me join practice p on p.contact_id = me.contact_id
    where me.ticket_id is null or exists (select from practice_ticket x where x.practice_id = p.id and x.ticket_id = me.ticket_id)
    union
    select p.id, p.reference from me join practice p on p.customer_id = me.customer_id
    where p.contact_id is null
        and (me.ticket_id is null or exists (select from practice_ticket x where x.practice_id = p.id and x.ticket_id = me.ticket_id));
end
$$;
comment on function turno.viewer_practice() is 'Practices whose shared documents the contact who looks may read (R25).';
revoke execute on function turno.viewer_practice() from public;
grant execute on function turno.viewer_practice() to turno_web, turno_act, turno_gateway;
alter function turno.viewer_practice() owner to turno_gateway;

do $$
declare
    v_table name;
begin
    foreach v_table in array '{practice_state,practice_model,practice_model_category,practice_model_field,practice,practice_ticket,
        practice_check,practice_field,practice_document,practice_event,attachment_download}'::name[]
    loop
        execute format('alter table turno.%I enable row level security', v_table);
        execute format('create policy %I on turno.%I to turno_gateway using (true) with check (true)',
            v_table || '_gateway', v_table);
        execute format('grant select on turno.%I to turno_gateway, turno_act, turno_web', v_table);
    end loop;
    -- Who makes a practice has chosen its model already.
    drop policy practice_model_category_gateway on turno.practice_model_category;
    revoke select on turno.practice_model_category from turno_gateway;
    -- What is no secret to acts: they check what they are given against it.
    foreach v_table in array '{practice_state,practice_model,practice_model_category,practice_model_field}'::name[]
    loop
        execute format('create policy %I on turno.%I for select to turno_act using (true)', v_table || '_act', v_table);
        execute format('create policy %I on turno.%I for select to turno_web
            using ((select v.operator_id from turno.viewer() v) is not null)', v_table || '_operator', v_table);
    end loop;
    -- Administrators set them up by the web (R4).
    foreach v_table in array '{practice_state,practice_model,practice_model_category,practice_model_field}'::name[]
    loop
        execute format('create policy %I on turno.%I to turno_act using ((select v.is_admin from turno.viewer() v))
            with check ((select v.is_admin from turno.viewer() v))', v_table || '_admin', v_table);
        execute format('grant insert, update, delete on turno.%I to turno_act', v_table);
    end loop;
    -- What hangs on a practice follows it.
    foreach v_table in array '{practice_check,practice_field,practice_document,practice_event}'::name[]
    loop
        execute format('create policy %I on turno.%I for select to turno_web, turno_act
            using (exists (select from turno.practice p where p.id = practice_id))', v_table || '_practice', v_table);
    end loop;
end
$$;
grant insert, update on turno.practice, turno.practice_ticket, turno.practice_check, turno.practice_field, turno.practice_document
    to turno_gateway;
grant delete on turno.practice_document to turno_gateway;
grant insert, update (old, new, note) on turno.practice_event to turno_gateway;
grant insert on turno.attachment_download to turno_gateway;
grant select (practice_id, customer_id) on turno.attachment to turno_web;

-- Practices are seen as tickets are (R8, R9), by operators only.
create policy practice_scope on turno.practice for select to turno_web, turno_act
    using ((category_id, level) in (select s.category_id, s.level from turno.operator_scope s
        where s.operator_id = (select v.operator_id from turno.viewer() v)));
create policy practice_created_by on turno.practice for select to turno_web, turno_act
    using (created_by = (select v.operator_id from turno.viewer() v));
create policy practice_ticket_both on turno.practice_ticket for select to turno_web, turno_act
    using (exists (select from turno.practice p where p.id = practice_id)
        and exists (select from turno.ticket t where t.id = ticket_id));
create policy practice_document_shared on turno.practice_document for select to turno_web, turno_act
    using (practice_id in (select p.practice_id from turno.viewer_practice() p) and is_shared);
create policy attachment_practice on turno.attachment for select to turno_web, turno_act
    using (practice_id is not null and exists (select from turno.practice p where p.id = practice_id));
create policy attachment_shared on turno.attachment for select to turno_web, turno_act
    using (practice_id is not null and (select v.contact_id from turno.viewer() v) is not null
        and exists (select from turno.practice_document d where d.attachment_id = attachment.id and d.is_shared));
create policy attachment_download_operator on turno.attachment_download for select to turno_web, turno_act
    using ((select v.operator_id from turno.viewer() v) is not null
        and exists (select from turno.attachment a where a.id = attachment_id));
create policy attachment_download_own on turno.attachment_download for select to turno_web
    using (contact_id = (select v.contact_id from turno.viewer() v));

-- What waits for its form is of no practice either.
alter policy attachment_upload on turno.attachment
    using (post_id is null and practice_id is null and uploaded_session_id = (select v.session_id from turno.viewer() v))
    with check (post_id is null and practice_id is null and uploaded_session_id = (select v.session_id from turno.viewer() v));
alter policy attachment_upload_seen on turno.attachment
    using (post_id is null and practice_id is null and uploaded_session_id = (select v.session_id from turno.viewer() v));
