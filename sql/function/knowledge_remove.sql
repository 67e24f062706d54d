-- Purpose: turno knowledge remove. p: id.
-- Returns: {removed: title}; TU003 when there is none.
-- Calls:   admin_refuse. Writes: knowledge.
create or replace function turno.knowledge_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_title text;
begin
    if p ->> 'id' ~ '^[0-9]{1,18}$' then
        delete from knowledge k where k.id = (p ->> 'id')::bigint returning k.title into v_title;
    end if;
    if v_title is null then
        perform admin_refuse(format('There is no knowledge note %s.', p ->> 'id'));
    end if;
    return jsonb_build_object('removed', v_title);
end
$$;
comment on function turno.knowledge_remove(jsonb) is 'Removes a knowledge note.';
revoke execute on function turno.knowledge_remove(jsonb) from public;
