-- Purpose: look-up with a refusal in words.
-- Returns: its id.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.progress_find(p_name text)
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := (select min(s.id) from practice_state s where lower(p_name) in (lower(s.name_it), lower(s.name_en)) having count(*) = 1);
begin
    if v_id is null then
        perform admin_refuse(format('There is no state "%s" of practices, or more than one.', p_name));
    end if;
    return v_id;
end
$$;
comment on function turno.progress_find(text) is 'The state of practices with a name in either language.';
revoke execute on function turno.progress_find(text) from public;
grant execute on function turno.progress_find(text) to turno_act;
