-- Purpose: the administrator who looks. To everybody else there is no administration (R4).
-- Returns: one row; TU004 when nobody is signed in, TU002 for who is no administrator.
-- Calls:   viewer_required, viewer. Writes: nothing.
create or replace function turno.admin_required()
returns table (session_id bigint, operator_id bigint)
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    perform viewer_required();
    return query select v.session_id, v.operator_id from viewer() v where v.is_admin;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such page.';
    end if;
end
$$;
comment on function turno.admin_required() is 'The administrator who looks, or TU002.';
revoke execute on function turno.admin_required() from public;
grant execute on function turno.admin_required() to turno_act;
