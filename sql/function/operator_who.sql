-- Purpose: the operator who opens something, where no ticket is there to begin from.
-- Returns: one row; channel: web, or desk at the terminal. TU004 when nobody is signed in, TU002 when it is no operator.
-- Calls:   viewer_required. Writes: nothing.
create or replace function turno.operator_who()
returns table (operator_id bigint, session_id bigint, language text, channel text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v record;
begin
    select * into v from viewer_required();
    if v.operator_id is null then
        raise exception using errcode = 'TU002', message = 'Only operators open tickets here.';
    end if;
    return query select v.operator_id, v.session_id, v.language, s.channel from session s where s.id = v.session_id;
end
$$;
comment on function turno.operator_who() is 'The operator who opens something.';
alter function turno.operator_who() owner to turno_act;
revoke execute on function turno.operator_who() from public;
