-- Purpose: writes the members that p has. "definition" is an object that holds any of checks, documents and fields (a file of
--          the command line); each of them may also stand by itself. Categories take the place of those that were.
-- Returns: the model as shown.
-- Calls:   admin_keys, admin_refuse, category_find, model_fields, model_json. Writes: practice_model, practice_model_category,
--          practice_model_field.
create or replace function turno.model_change(p_model bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v jsonb := case when jsonb_typeof(p -> 'definition') = 'object' then (p -> 'definition') || (p - 'definition') else p end;
    v_list text;
begin
    perform admin_keys(v, '{name,new_name,instructions,due_days,is_active,categories,checks,documents,fields}');
    foreach v_list in array '{checks,documents}'::text[] loop
        if v ? v_list and (jsonb_typeof(v -> v_list) <> 'array'
                or jsonb_path_exists(v -> v_list, '$[*] ? (@.type() != "string" || @ == "")')) then
            perform admin_refuse(format('%s is a list of texts, none empty.', v_list));
        end if;
    end loop;
    if (v ->> 'due_days')::integer < 0 then
        perform admin_refuse('due_days is a number of days, 0 for none.', 'due_days');
    elsif exists (select from practice_model m where lower(m.name) = lower(btrim(v ->> 'new_name')) and m.id <> p_model)
        or btrim(v ->> 'new_name') = '' then
        perform admin_refuse(format('A model cannot be called "%s": the name is empty or taken.', v ->> 'new_name'), 'new_name');
    end if;
    update practice_model m set name = coalesce(btrim(v ->> 'new_name'), m.name),
        instructions = coalesce(v ->> 'instructions', m.instructions),
        due_days = case when v ? 'due_days' then nullif((v ->> 'due_days')::integer, 0) else m.due_days end,
        is_active = coalesce((v ->> 'is_active')::boolean, m.is_active),
        checks = case when v ? 'checks' then array(select jsonb_array_elements_text(v -> 'checks')) else m.checks end,
        documents = case when v ? 'documents' then array(select jsonb_array_elements_text(v -> 'documents')) else m.documents end
    where m.id = p_model;
    if v ? 'categories' then
        delete from practice_model_category x where x.model_id = p_model;
        insert into practice_model_category (model_id, category_id)
        select distinct p_model, category_find(c) from jsonb_array_elements_text(v -> 'categories') c where c <> '';
    end if;
    if v ? 'fields' then
        perform model_fields(p_model, v -> 'fields');
    end if;
    return model_json(p_model);
end
$$;
comment on function turno.model_change(bigint, jsonb) is 'What model add and set have in common.';
revoke execute on function turno.model_change(bigint, jsonb) from public;
grant execute on function turno.model_change(bigint, jsonb) to turno_act;
