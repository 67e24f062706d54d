-- Purpose: a knowledge note goes.
-- Returns: nothing.
-- Calls:   nothing. Writes: knowledge.
create or replace function turno.knowledge_erase(p_knowledge bigint)
returns void
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    delete from turno.knowledge where id = p_knowledge;
$$;
comment on function turno.knowledge_erase is 'Removes a knowledge note.';
alter function turno.knowledge_erase owner to turno_gateway;
revoke execute on function turno.knowledge_erase from public;
grant execute on function turno.knowledge_erase to turno_act;
