-- What an operator is enabled for, in a form that a policy looks up at once: as a set of rows it was made anew by each statement that
-- read tickets, which for an operator of 2,000 categories took longer than the statement.

alter table turno.operator add column scope bytea not null default '';
comment on column turno.operator.scope is
    'What he is enabled for (operator_category), for policies: the byte at the place of a category''s id is 1 for base, 2 for advanced,
     0 or missing for neither. Kept by operator_scope_kept.';
grant select (scope), update (scope) on turno.operator to turno_gateway;

-- Purpose: a scope with the byte of one category changed; it grows as far as that. Returns: the scope.
create function turno.scope_mark(p_scope bytea, p_category bigint, p_mark integer)
returns bytea
language sql immutable parallel safe
as $$
    select set_byte(p_scope || decode(repeat('00', greatest(p_category::integer + 1 - length(p_scope), 0)), 'hex'), p_category::integer, p_mark);
$$;
comment on function turno.scope_mark(bytea, bigint, integer) is 'An operator''s scope with one category changed.';
revoke execute on function turno.scope_mark(bytea, bigint, integer) from public;
grant execute on function turno.scope_mark(bytea, bigint, integer) to turno_gateway;

-- Purpose: keeps operator.scope as operator_category says. Byte by byte, so that two administrators at once lose nothing.
create function turno.operator_scope_keep()
returns trigger
language plpgsql security definer
set search_path = turno, pg_temp
as $$
begin
    if tg_op <> 'INSERT' then
        update operator o set scope = scope_mark(o.scope, old.category_id, 0) where o.id = old.operator_id;
    end if;
    if tg_op <> 'DELETE' then
        update operator o set scope = scope_mark(o.scope, new.category_id, case new.level when 'advanced' then 2 else 1 end)
        where o.id = new.operator_id;
    end if;
    return null;
end
$$;
comment on function turno.operator_scope_keep() is 'Keeps operator.scope as operator_category says.';
alter function turno.operator_scope_keep() owner to turno_gateway;
revoke execute on function turno.operator_scope_keep() from public;
create trigger operator_scope_kept after insert or update or delete on turno.operator_category
    for each row execute function turno.operator_scope_keep();
comment on trigger operator_scope_kept on turno.operator_category is 'operator.scope says the same (R8).';
-- A wall stands whoever writes, restored rows included.
alter table turno.operator_category enable always trigger operator_scope_kept;
create function turno.operator_scope_refuse()
returns trigger
language plpgsql
as $$
begin
    raise exception using errcode = 'TU003', message = 'Categories are taken from operators one by one: delete from turno.operator_category.';
end
$$;
comment on function turno.operator_scope_refuse() is 'Refuses to empty operator_category unseen by operator.scope.';
revoke execute on function turno.operator_scope_refuse() from public;
create trigger operator_scope_whole before truncate on turno.operator_category
    for each statement execute function turno.operator_scope_refuse();
comment on trigger operator_scope_whole on turno.operator_category is 'Not even all at once (R8).';
alter table turno.operator_category enable always trigger operator_scope_whole;
do $$
declare
    v record;
begin
    for v in select c.operator_id, c.category_id, c.level from turno.operator_category c loop
        update turno.operator o set scope = turno.scope_mark(o.scope, v.category_id, case v.level when 'advanced' then 2 else 1 end)
        where o.id = v.operator_id;
    end loop;
end
$$;

-- Purpose: the scope of the operator who looks. Where levels are switched off, base is advanced (R8).
-- Returns: bytes; null for contacts and without a session.
create function turno.viewer_scope()
returns bytea
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_scope bytea;
begin
    -- Put together anew, so that a long one is unpacked once and not for each row.
    select o.scope || '' into v_scope from viewer() v join operator o on o.id = v.operator_id;
    if v_scope is not null and not levels_enabled() then
        v_scope := decode(replace(encode(v_scope, 'hex'), '01', '02'), 'hex');
    end if;
    return v_scope;
end
$$;
comment on function turno.viewer_scope() is 'What the operator who looks is enabled for (R8), for policies.';
alter function turno.viewer_scope() owner to turno_act;
revoke execute on function turno.viewer_scope() from public;
grant execute on function turno.viewer_scope() to turno_web, turno_act;

do $$
declare
    v_table text;
begin
    foreach v_table in array '{ticket,practice,knowledge}'::text[] loop
        execute format('drop policy %I on turno.%I', v_table || '_scope', v_table);
        execute format('create policy %I on turno.%I for select to turno_web, turno_act
            using (substring((select turno.viewer_scope()) from category_id::integer + 1 for 1)
                >= case level when ''advanced'' then ''\x02''::bytea else ''\x01''::bytea end)', v_table || '_scope', v_table);
    end loop;
end
$$;
