-- Purpose: the one form of list, show, set and merge.
-- Returns: {tag, tickets: of those that the viewer sees, counted up to a hundred, is_more, tally: both in a word, rules: of filters that give it}.
-- Calls:   tag_seen. Writes: nothing.
create or replace function turno.tag_json(p_tag text)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('tag', p_tag, 'tickets', least(x.n, 100), 'is_more', x.n > 100, 'tally', least(x.n, 100) || case when x.n > 100 then '+' else '' end,
        'rules', (select count(*) from route r where p_tag = any (r.tags)))
    from (select tag_seen(p_tag, 101) as n offset 0) x;
$$;
comment on function turno.tag_json(text) is 'A tag as the command line shows it.';
revoke execute on function turno.tag_json(text) from public;
grant execute on function turno.tag_json(text) to turno_act;
