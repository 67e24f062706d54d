-- What must hold whoever writes, the owner included.

create function turno.event_refuse_change()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    raise exception 'the timeline is append-only' using errcode = 'TU003';
end
$$;
comment on function turno.event_refuse_change() is 'Refuses any change of the timeline (R23).';
create trigger event_append_only before update or delete on turno.event
    for each row execute function turno.event_refuse_change();
comment on trigger event_append_only on turno.event is 'Rows are written once (R23).';
create trigger event_not_emptied before truncate on turno.event
    for each statement execute function turno.event_refuse_change();
comment on trigger event_not_emptied on turno.event is 'Not even all at once (R23).';

-- One writer of the tree at a time: two moves, each fine alone, could close a loop together.
create function turno.category_keep_path()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
declare
    v_above bigint := new.parent_id;
begin
    perform pg_advisory_xact_lock(hashtext('turno.category'));
    while v_above is not null loop
        if v_above = new.id then
            raise exception 'Category "%" would be its own parent.', new.name using errcode = 'TU003';
        end if;
        select c.parent_id into v_above from category c where c.id = v_above;
    end loop;
    new.path := coalesce((select c.path || ' › ' from category c where c.id = new.parent_id), '') || new.name;
    return new;
end
$$;
comment on function turno.category_keep_path() is 'Refuses a loop of parents (R10) and writes the path.';
create trigger category_path before insert or update of name, parent_id, path on turno.category
    for each row execute function turno.category_keep_path();
comment on trigger category_path on turno.category is 'Keeps path; refuses loops (R10).';

create function turno.category_pass_path_down()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    update category set path = '' where parent_id = new.id;
    return null;
end
$$;
comment on function turno.category_pass_path_down() is 'Has the path of sub-categories written anew.';
create trigger category_path_below after update on turno.category
    for each row when (old.path is distinct from new.path) execute function turno.category_pass_path_down();
comment on trigger category_path_below on turno.category is 'A new name or place shows in all paths below.';

create function turno.ticket_give_reference()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    if coalesce(new.reference, '') = '' then
        new.reference := new.id::text;
    elsif new.reference ~ '^[0-9]+$' and new.reference <> new.id::text then
        raise exception 'A reference of digits only would be taken for a ticket number.' using errcode = 'TU003';
    end if;
    return new;
end
$$;
comment on function turno.ticket_give_reference() is 'The reference is the number unless set by hand (R32).';
create trigger ticket_reference before insert or update of reference on turno.ticket
    for each row execute function turno.ticket_give_reference();
comment on trigger ticket_reference on turno.ticket is 'Gives the reference; digits only are kept for numbers (R32).';

create function turno.ticket_keep_people()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and new.customer_id <> old.customer_id then
        raise exception 'A ticket never moves to another customer.' using errcode = 'TU003';
    end if;
    if new.contact_id is not null
        and not exists (select from contact c where c.id = new.contact_id and c.customer_id = new.customer_id) then
        raise exception 'The contact belongs to another customer.' using errcode = 'TU003';
    end if;
    if tg_op = 'UPDATE' and (exists (select from post p where p.ticket_id = new.id and p.contact_id = old.contact_id)
        or exists (select from outbox o where o.ticket_id = new.id and o.contact_id = old.contact_id)) then
        raise exception 'The contact cannot be changed: something was sent to him or written by him.'
            using errcode = 'TU003';
    end if;
    return new;
end
$$;
comment on function turno.ticket_keep_people() is 'Customer for ever, contact until something passed between (R2).';
create trigger ticket_people_born before insert on turno.ticket
    for each row execute function turno.ticket_keep_people();
comment on trigger ticket_people_born on turno.ticket is 'The contact belongs to the customer (R2).';
create trigger ticket_people_kept before update of customer_id, contact_id on turno.ticket
    for each row when (old.customer_id <> new.customer_id or old.contact_id is distinct from new.contact_id)
    execute function turno.ticket_keep_people();
comment on trigger ticket_people_kept on turno.ticket is 'Who a ticket belongs to stays (R2).';
