-- Purpose: a mistyped member must not pass unnoticed (R13 style refusals: TU003 with a sentence).
-- Returns: nothing. p_allowed: the members that the caller reads.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.admin_keys(p jsonb, p_allowed text[])
returns void
language plpgsql immutable
set search_path = turno, pg_temp
as $$
declare
    v_key text;
begin
    select k into v_key from jsonb_object_keys(p) k where k <> all (p_allowed) order by k limit 1;
    if found then
        raise exception using errcode = 'TU003', message = format('"%s" is not known here; known are: %s.', v_key,
            array_to_string(p_allowed, ', '));
    end if;
end
$$;
comment on function turno.admin_keys(jsonb, text[]) is 'Refuses members that a command of the administration does not know.';
revoke execute on function turno.admin_keys(jsonb, text[]) from public;
grant execute on function turno.admin_keys(jsonb, text[]) to turno_act;
