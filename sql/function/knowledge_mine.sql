-- Purpose: may who looks change this knowledge note? Its author may, and an administrator who sees it.
-- Returns: nothing; TU002 when he does not see it, TU003 when it is another's.
-- Calls:   viewer. Writes: nothing.
create or replace function turno.knowledge_mine(p_knowledge bigint)
returns void
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    if not exists (select from knowledge k where k.id = p_knowledge) then
        raise exception using errcode = 'TU002', message = 'There is no such note.';
    elsif not exists (select from knowledge k, viewer() v where k.id = p_knowledge and (k.operator_id = v.operator_id or v.is_admin)) then
        raise exception using errcode = 'TU003', message = 'Only its author or an administrator changes this note.';
    end if;
end
$$;
comment on function turno.knowledge_mine is 'Refuses changes of a knowledge note by others than its author.';
alter function turno.knowledge_mine owner to turno_act;
revoke execute on function turno.knowledge_mine from public;
