-- Purpose: a text as the parser of words shall read it: addresses, paths, dates and numbers with marks fall into their parts, so that
--          "rossi" is found in mario.rossi@demo.example and "2026" in 730/2026. Texts and what is looked for go through it alike.
-- Returns: the text, at most 60,000 characters of it, because a tsvector holds 1 MiB.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.search_plain(p_text text)
returns text
language sql immutable parallel safe
return translate(left(p_text, 60000), E'./\\:;,@_-+*=~|<>()[]{}"#&%''’`^!?', repeat(' ', 40));
comment on function turno.search_plain(text) is 'A text without the marks that would glue words together.';
revoke execute on function turno.search_plain(text) from public;
grant execute on function turno.search_plain(text) to turno_gateway, turno_act, turno_web;
