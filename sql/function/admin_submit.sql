-- Purpose: what an act of its own form has an administrator do (p: form_key). p_refusal: what it says when the command refuses, in place of
--          the command's own sentence.
-- Returns: the row as the command shows it; TU002 for who is no administrator, TU003 when the command refuses.
-- Calls:   act_admin. Writes: what that does.
create or replace function turno.admin_submit(p jsonb, p_noun text, p_verb text, p_values jsonb, p_refusal text default null)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_result jsonb := act_admin(jsonb_build_object('noun', p_noun, 'verb', p_verb, 'values', p_values, 'form_key', p -> 'form_key'));
begin
    if not (v_result ->> 'ok')::boolean then
        raise exception using errcode = 'TU003', message = coalesce(p_refusal,
            (select string_agg(e.value, ' ') from jsonb_each_text(v_result -> 'errors') e));
    end if;
    return v_result -> 'done';
end
$$;
comment on function turno.admin_submit(jsonb, text, text, jsonb, text) is 'A form of its own that an administrator sends (R4).';
alter function turno.admin_submit(jsonb, text, text, jsonb, text) owner to turno_act;
revoke execute on function turno.admin_submit(jsonb, text, text, jsonb, text) from public;
