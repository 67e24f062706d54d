-- Purpose: the words of a command (state, assignee, model, category, fields as "name=value") as the ids that practice_make and
--          practice_update take.
-- Returns: an object with the members that p has; TU003 in words for what is not known.
-- Calls:   progress_find, operator_find, model_find, category_find, admin_refuse. Writes: nothing.
create or replace function turno.practice_words(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v jsonb := p;
    v_pair text;
begin
    if p ? 'state' then
        v := v || jsonb_build_object('state', progress_find(p ->> 'state'));
    end if;
    if p ? 'assignee' then
        v := v || jsonb_build_object('assignee', case when p ->> 'assignee' <> '' then operator_find(p ->> 'assignee') end);
    end if;
    if p ? 'model' then
        v := v || jsonb_build_object('model', model_find(p ->> 'model'));
    end if;
    if p ? 'category' then
        v := v || jsonb_build_object('category', category_find(p ->> 'category'));
    end if;
    select x into v_pair from jsonb_array_elements_text(coalesce(p -> 'fields', '[]')) x where x !~ '^[a-z0-9_]+=' limit 1;
    if found then
        perform admin_refuse(format('A field is written name=value, not "%s".', v_pair));
    end if;
    return v || jsonb_build_object('fields', (select coalesce(jsonb_object_agg(split_part(x, '=', 1), substr(x, position('=' in x) + 1)), '{}')
        from jsonb_array_elements_text(coalesce(p -> 'fields', '[]')) x));
end
$$;
comment on function turno.practice_words(jsonb) is 'Words of a command as ids, for practices.';
revoke execute on function turno.practice_words(jsonb) from public;
