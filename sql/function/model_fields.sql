-- Purpose: writes the custom fields of a model in place of those that were (R37): an array of {name, label_it, label_en, type,
--          is_required, choices}. A label is the name unless given; one language's stands for the other.
-- Returns: nothing; TU003 with a sentence for what cannot be.
-- Calls:   admin_keys, admin_choice, admin_refuse. Writes: practice_model_field.
create or replace function turno.model_fields(p_model bigint, p_fields jsonb)
returns void
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v record;
begin
    if jsonb_typeof(p_fields) <> 'array' or jsonb_path_exists(p_fields, '$[*] ? (@.type() != "object")') then
        perform admin_refuse('fields is a list of objects.');
    end if;
    delete from practice_model_field f where f.model_id = p_model;
    for v in select x.n, x.f, coalesce(x.f ->> 'type', 'text') as type,
            case when jsonb_typeof(x.f -> 'choices') = 'array' then array(select jsonb_array_elements_text(x.f -> 'choices')) else '{}' end as choices
        from jsonb_array_elements(p_fields) with ordinality x(f, n) order by x.n
    loop
        perform admin_keys(v.f, '{name,label_it,label_en,type,is_required,choices}');
        perform admin_choice(v.f, 'type', '{text,number,date,choice,yes-no,tax code}');
        if coalesce(v.f ->> 'name', '') !~ '^[a-z][a-z0-9_]{0,39}$' then
            perform admin_refuse(format('A field is named in small letters, digits and "_", not "%s".', v.f ->> 'name'));
        elsif (v.type = 'choice') <> (cardinality(v.choices) > 0) or '' = any (v.choices) then
            perform admin_refuse(format('Field %s: choices belong to the type choice, and it needs some, none empty.', v.f ->> 'name'));
        elsif exists (select from practice_model_field f where f.model_id = p_model and f.name = v.f ->> 'name') then
            perform admin_refuse(format('There are two fields "%s".', v.f ->> 'name'));
        end if;
        insert into practice_model_field (model_id, n, name, label_it, label_en, type, is_required, choices)
        values (p_model, v.n, v.f ->> 'name',
            coalesce(nullif(v.f ->> 'label_it', ''), nullif(v.f ->> 'label_en', ''), v.f ->> 'name'),
            coalesce(nullif(v.f ->> 'label_en', ''), nullif(v.f ->> 'label_it', ''), v.f ->> 'name'),
            v.type, coalesce((v.f ->> 'is_required')::boolean, false), v.choices);
    end loop;
end
$$;
comment on function turno.model_fields(bigint, jsonb) is 'Writes the custom fields of a model (R37).';
revoke execute on function turno.model_fields(bigint, jsonb) from public;
grant execute on function turno.model_fields(bigint, jsonb) to turno_act;
