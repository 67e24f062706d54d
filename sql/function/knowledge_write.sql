-- Purpose: a knowledge note, new (p_knowledge null) or changed (R17).
-- Returns: its id.
-- Calls:   nothing. Writes: knowledge.
create or replace function turno.knowledge_write(p_knowledge bigint, p_category bigint, p_level text, p_title text, p_text text, p_operator bigint,
    p_ticket bigint default null)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_knowledge bigint;
begin
    if p_knowledge is null then
        insert into turno.knowledge (category_id, level, title, text, operator_id, ticket_id)
        values (p_category, p_level, btrim(p_title), btrim(p_text, E' \t\n\r'), p_operator, p_ticket)
        returning id into v_knowledge;
    else
        update turno.knowledge
        set category_id = p_category, level = p_level, title = btrim(p_title), text = btrim(p_text, E' \t\n\r'), updated_at = now()
        where id = p_knowledge
        returning id into v_knowledge;
    end if;
    return v_knowledge;
end
$$;
comment on function turno.knowledge_write is 'Writes a knowledge note (R17).';
alter function turno.knowledge_write owner to turno_gateway;
revoke execute on function turno.knowledge_write from public;
grant execute on function turno.knowledge_write to turno_act;
