-- Purpose: of some categories (null: of all) those with levels that the operator who looks is enabled for, see ticket_scope: of a few it is
--          looked up at once.
-- Returns: one row per category and level; none for contacts and without a session.
-- Calls:   viewer_scope, ticket_scope. Writes: nothing.
create or replace function turno.ticket_scope_of(p_categories bigint[])
returns table (category_id bigint, level text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v_scope bytea;
begin
    if p_categories is null then
        return query select s.category_id, s.level from ticket_scope() s;
    else
        v_scope := viewer_scope();
        return query
        select c.id, l.level from unnest(p_categories) c(id) cross join (values ('base', '\x01'::bytea), ('advanced', '\x02')) l(level, mark)
        where substring(v_scope from c.id::integer + 1 for 1) >= l.mark;
    end if;
end
$$;
comment on function turno.ticket_scope_of(bigint[]) is 'What the operator who looks is enabled for, of some categories (R8).';
revoke execute on function turno.ticket_scope_of(bigint[]) from public;
grant execute on function turno.ticket_scope_of(bigint[]) to turno_web, turno_act;
