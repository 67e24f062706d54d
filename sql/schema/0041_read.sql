-- What a second reading of the rules found.

-- The history of a practice named files of tickets that its reader does not see (R9), and kept the names of erased ones (R39).
alter table turno.practice_event add column attachment_id bigint references turno.attachment;
comment on column turno.practice_event.attachment_id is
    'The file of a ticket, or of another practice, that old or new names: told to who sees that one. Null for the practice''s own.';
create index practice_event_attachment_id on turno.practice_event (attachment_id) where attachment_id is not null;
grant update (attachment_id) on turno.practice_event to turno_gateway;

-- Of what was written before, the name says which file it was, unless the practice has one of that name itself.
alter table turno.practice_event disable trigger practice_event_append_only;
update turno.practice_event e
set attachment_id = (select a.id from turno.attachment a join turno.practice p on p.customer_id = a.customer_id
    where p.id = e.practice_id and a.name in (e.old, e.new) order by a.id limit 1)
where e.type in ('added', 'removed', 'shared', 'unshared')
    and not exists (select from turno.attachment a where a.practice_id = e.practice_id and a.name in (e.old, e.new));
alter table turno.practice_event enable trigger practice_event_append_only;

create or replace function turno.practice_event_refuse_change()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and num_nonnulls(new.old, new.new, new.note) = 0
        and (new.id, new.practice_id, new.at, new.type, new.operator_id, new.channel)
            is not distinct from (old.id, old.practice_id, old.at, old.type, old.operator_id, old.channel)
        and coalesce(new.attachment_id = old.attachment_id, new.attachment_id is null) then
        return new;
    end if;
    raise exception 'the history of a practice is append-only' using errcode = 'TU003';
end
$$;

create or replace function turno.practice_forget_document()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    delete from practice_document d where d.attachment_id = old.id and not d.is_asked;
    update practice_document d set attachment_id = null, is_shared = false, added_at = null, added_by = null where d.attachment_id = old.id;
    update practice_event e set old = null, new = null, note = null, attachment_id = null where e.attachment_id = old.id;
    return old;
end
$$;
comment on function turno.practice_forget_document() is 'Takes a document that goes out of practices, and its name out of their histories.';
-- An upload that its practice let go of may stand in the history of another.
drop trigger attachment_leaves_practices on turno.attachment;
create trigger attachment_leaves_practices before delete on turno.attachment
    for each row execute function turno.practice_forget_document();
comment on trigger attachment_leaves_practices on turno.attachment is 'A document that goes is in no practice any more (R39).';

drop function if exists turno.practice_event_add(bigint, text, bigint, text, text, text, text);

-- What had to be kept of somebody who was forgotten goes when it need not be kept any longer: in his tickets, and now also where he
-- wrote in those of others, and in his practices (R39).
create table turno.erasure_left (
    contact_id bigint primary key references turno.contact,
    words text[] not null
);
comment on table turno.erasure_left is 'Contacts who were forgotten while something of them had to be kept: the rest of their erasure waits (R39).';
comment on column turno.erasure_left.words is 'Name and addresses, in lower case, by which timelines of others still tell of him.';
alter table turno.erasure_left enable row level security;
create policy erasure_left_gateway on turno.erasure_left to turno_gateway using (true) with check (true);
grant select, insert, delete on turno.erasure_left to turno_gateway;
insert into turno.erasure_left (contact_id, words)
select c.id, '{}' from turno.contact c where c.erased_at is not null and c.merged_into is null;
drop index turno.contact_erased;
-- Whom the log of administration names is forgotten there too.
grant select, update (key) on turno.admin_log to turno_gateway;
-- A ticket that is held goes into another with its hold (R39, R41).
grant insert on turno.ticket_hold to turno_gateway;
