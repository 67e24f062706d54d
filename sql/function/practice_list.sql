-- Purpose: turno practice list, as the owner of the database (p: closed, state, model, category with those below, assignee,
--          contact, ticket, due_before, before: a number, limit).
-- Returns: array of rows, newest first.
-- Calls:   progress_find, model_find, category_find, operator_find, contact_find, practice_fits, practice_rows. Writes: nothing.
create or replace function turno.practice_list(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
set plan_cache_mode = force_custom_plan
as $$
declare
    v_closed boolean := (p ->> 'is_closed')::boolean;
    v_state bigint := case when p ? 'state' then progress_find(p ->> 'state') end;
    v_model bigint := case when p ? 'model' then model_find(p ->> 'model') end;
    v_path text := (select lower(c.path) from category c where p ? 'category' and c.id = category_find(p ->> 'category'));
    v_categories bigint[] := case when v_path is not null then array(select c.id from category c
        where lower(c.path) = v_path or starts_with(lower(c.path), v_path || ' › ')) end;
    v_assignee bigint := case when p ? 'assignee' then operator_find(p ->> 'assignee') end;
    v_contact bigint := case when p ? 'contact' then contact_find(p ->> 'contact') end;
    v_due record := practice_value('date', '{}', p ->> 'due_before');
begin
    if v_due.error is not null then
        perform admin_refuse(format('"%s" is no date; write YYYY-MM-DD.', p ->> 'due_before'));
    end if;
    return (select coalesce(jsonb_agg(r.practice order by r.id desc), '[]') from practice_rows(array(
        select x.id from practice x
        where (not p ? 'ticket' or exists (select from practice_ticket t where t.practice_id = x.id and t.ticket_id = (p ->> 'ticket')::bigint))
            and x.id < coalesce((p ->> 'before')::bigint, 9223372036854775807)
            and practice_fits(x, v_closed, v_state, v_model, v_categories, v_assignee, v_contact, v_due.value::date)
        order by x.id desc limit coalesce((p ->> 'limit')::integer, 100)), p ->> 'language') r);
end
$$;
comment on function turno.practice_list(jsonb) is 'Practices as the command line lists them.';
revoke execute on function turno.practice_list(jsonb) from public;
