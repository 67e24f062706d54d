-- Purpose: errors of a form as one sentence for the terminal.
-- Returns: nothing; TU003 when p_result is not ok.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.practice_said(p_result jsonb)
returns void
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    if not (p_result ->> 'ok')::boolean then
        perform admin_refuse((select 'The practice stays as it was: ' || string_agg(regexp_replace(e.key, '^fields\.', 'field ') || ' ' ||
            case e.value when 'empty' then 'is empty' when 'long' then 'is too long' when 'sight' then 'is somebody who cannot see it'
                when 'unknown' then 'is not known' when 'required' then 'must be filled in' when 'open' then 'are not all ticked'
                when 'off' then 'are switched off' when 'missing' then 'to produce are missing' else format('is no %s', e.value) end, ', ' order by e.key) || '.'
            from jsonb_each_text(p_result -> 'errors') e));
    end if;
end
$$;
comment on function turno.practice_said(jsonb) is 'Refuses in words what a form would answer by field.';
revoke execute on function turno.practice_said(jsonb) from public;
