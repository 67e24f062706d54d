-- Purpose: which command somebody meant who wrote a word that is none: one letter is missing, is too many, is another, or two
--          neighbours are exchanged. Two such words have something in common when one letter, any, is left out of each.
-- Returns: the command's word in the language of the likeness, null when none is near. A word of two letters is near to nothing.
-- Calls:   knowledge_plain. Writes: nothing.
create or replace function turno.command_near(p_word text)
returns text
language sql stable
set search_path = turno, pg_temp
as $$
    select w.word
    from (select knowledge_plain(left(p_word, 20)) as word) x
    cross join lateral (select c.word, c.rank from command c union select c.word_it, c.rank from command c) w
    cross join lateral (select array(select overlay(x.word placing '' from i for 1) from generate_series(1, length(x.word)) i) || x.word as given,
        array(select overlay(w.word placing '' from i for 1) from generate_series(1, length(w.word)) i) || w.word as known) v
    where length(x.word) > 2 and length(w.word) > 2 and v.given && v.known
    order by w.word = x.word desc, abs(length(w.word) - length(x.word)), w.rank, w.word
    limit 1;
$$;
comment on function turno.command_near(text) is 'The command that a word is nearly (M24).';
revoke execute on function turno.command_near(text) from public;
grant execute on function turno.command_near(text) to turno_gateway;
