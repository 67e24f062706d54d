-- Purpose: the operator who looks. Contacts have pages of their own, and here there is none for them.
-- Returns: one row; TU004 when nobody is signed in, TU002 for who is no operator.
-- Calls:   viewer_required. Writes: nothing.
create or replace function turno.operator_required()
returns table (session_id bigint, operator_id bigint, language text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return query select v.session_id, v.operator_id, v.language from viewer_required() v where v.operator_id is not null;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such page.';
    end if;
end
$$;
comment on function turno.operator_required() is 'The operator who looks, or TU002.';
revoke execute on function turno.operator_required() from public;
grant execute on function turno.operator_required() to turno_web, turno_act;
