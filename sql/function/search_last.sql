-- Purpose: where search_words begins.
-- Returns: the last bucket of search_text.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.search_last()
returns bigint
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select coalesce((select s.id >> 13 from search_text s order by s.id desc limit 1), 0));
end
$$;
comment on function turno.search_last() is 'The last bucket of words.';
alter function turno.search_last() owner to turno_gateway;
revoke execute on function turno.search_last() from public;
grant execute on function turno.search_last() to turno_act;
