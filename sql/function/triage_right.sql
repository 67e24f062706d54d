-- Purpose: the pages of incoming mail are for operators with the triage right (R9).
-- Returns: the operator; TU004 when nobody is signed in, TU002 without the right.
-- Calls:   viewer_required, viewer. Writes: nothing.
create or replace function turno.triage_right()
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_operator bigint;
begin
    perform viewer_required();
    select v.operator_id into v_operator from viewer() v where v.operator_id is not null and v.has_triage;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such page.';
    end if;
    return v_operator;
end
$$;
comment on function turno.triage_right() is 'Who looks at incoming mail (R9).';
alter function turno.triage_right() owner to turno_act;
revoke execute on function turno.triage_right() from public;
grant execute on function turno.triage_right() to turno_web;
