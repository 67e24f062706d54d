-- Purpose: what each act on a practice begins with (p: practice): the operator who is signed in, the practice among those
--          that he sees, and once it is held, sees still (R9).
-- Returns: his id, session and channel, the practice. TU002 when he may not see it, TU003 when it is closed and p_is_open.
-- Calls:   viewer_required, practice_lock. Writes: nothing; locks the row.
create or replace function turno.practice_act(p jsonb, p_is_open boolean, out operator_id bigint, out session_id bigint,
    out channel text, out practice turno.practice)
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
begin
    select * into v_viewer from viewer_required();
    operator_id := v_viewer.operator_id;
    session_id := v_viewer.session_id;
    channel := (select s.channel from session s where s.id = v_viewer.session_id);
    if operator_id is not null and exists (select from practice x where x.id = (p ->> 'practice')::bigint) then
        perform practice_lock((p ->> 'practice')::bigint);
        select * into practice from practice x where x.id = (p ->> 'practice')::bigint;
    end if;
    if practice.id is null then
        raise exception using errcode = 'TU002', message = 'There is no such practice.';
    elsif practice.is_closed and p_is_open then
        raise exception using errcode = 'TU003', message = 'This practice is closed: reopen it first.';
    end if;
end
$$;
comment on function turno.practice_act(jsonb, boolean) is 'Finds the operator and the practice of an act, and holds it.';
alter function turno.practice_act(jsonb, boolean) owner to turno_act;
revoke execute on function turno.practice_act(jsonb, boolean) from public;
