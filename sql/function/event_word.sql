-- Purpose: what an event changed, in the language of who reads it: the timeline keeps statuses and priorities by their Italian name.
-- Returns: p_value, in p_language where its row is still there.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.event_word(p_type text, p_value text, p_language text)
returns text
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return (select coalesce(case when p_language = 'en' and p_type = 'status' then (select s.name_en from status s where s.name_it = p_value order by s.id limit 1)
        when p_language = 'en' and p_type = 'priority' then (select r.name_en from priority r where r.name_it = p_value order by r.id limit 1) end, p_value));
end
$$;
comment on function turno.event_word(text, text, text) is 'What an event changed, in the reader''s language.';
revoke execute on function turno.event_word(text, text, text) from public;
grant execute on function turno.event_word(text, text, text) to turno_web, turno_gateway;
