-- Purpose: look-up with a refusal in words.
-- Returns: its id.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.status_find(p_name text)
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_ids bigint[] := array(select s.id from status s where lower(p_name) in (lower(s.name_it), lower(s.name_en)));
begin
    if cardinality(v_ids) <> 1 then
        perform admin_refuse(format(case when v_ids = '{}' then 'There is no status "%s".'
            else 'Several statuses are called "%s".' end, p_name));
    end if;
    return v_ids[1];
end
$$;
comment on function turno.status_find(text) is 'The status with a name in either language, for commands that name one.';
revoke execute on function turno.status_find(text) from public;
grant execute on function turno.status_find(text) to turno_act;
