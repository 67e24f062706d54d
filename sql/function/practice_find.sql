-- Purpose: "12" or a reference, "P12" or one set by hand; a refusal in words.
-- Returns: its id.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.practice_find(p_practice text)
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := (select p.id from practice p where lower(p.reference) = lower(p_practice)
        or p.id = case when p_practice ~ '^\d{1,18}$' then p_practice::bigint end);
begin
    if v_id is null then
        perform admin_refuse(format('There is no practice "%s".', p_practice));
    end if;
    return v_id;
end
$$;
comment on function turno.practice_find(text) is 'The practice with a number or reference, for commands that name one.';
revoke execute on function turno.practice_find(text) from public;
