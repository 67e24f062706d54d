-- Purpose: tick an item of the checklist, or take the tick away.
-- Returns: false when the practice has no such item.
-- Calls:   practice_event_add. Writes: practice_check, practice_event.
create or replace function turno.practice_tick(p_practice bigint, p_n integer, p_is_done boolean, p_actor bigint, p_channel text)
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_text text;
begin
    if not exists (select from practice_check c where c.practice_id = p_practice and c.n = p_n) then
        return false;
    end if;
    update practice_check c
    set done_at = case when p_is_done then now() end, done_by = case when p_is_done then p_actor end
    where c.practice_id = p_practice and c.n = p_n and (c.done_at is not null) <> p_is_done
    returning c.text into v_text;
    if found then
        perform practice_event_add(p_practice, case when p_is_done then 'checked' else 'unchecked' end, p_actor, p_channel,
            p_note => v_text);
    end if;
    return true;
end
$$;
comment on function turno.practice_tick is 'Ticks an item of the checklist, once (R37).';
alter function turno.practice_tick owner to turno_gateway;
revoke execute on function turno.practice_tick from public;
grant execute on function turno.practice_tick to turno_act;
