-- Purpose: "3 tickets, 1 route" from pairs of noun and count.
-- Returns: null when every count is zero.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.admin_uses(p_nouns text[], p_counts bigint[])
returns text
language sql immutable
set search_path = turno, pg_temp
as $$
    select string_agg(format('%s %s', u.count, case when u.count = 1 then u.noun when u.noun like '%y' then rtrim(u.noun, 'y') || 'ies'
            when u.noun like '%x' then u.noun || 'es' else u.noun || 's' end), ', ' order by u.n)
    from unnest(p_nouns, p_counts) with ordinality u(noun, count, n) where u.count > 0;
$$;
comment on function turno.admin_uses(text[], bigint[]) is 'Says in words what uses a row, for refusing its removal (R13).';
revoke execute on function turno.admin_uses(text[], bigint[]) from public;
grant execute on function turno.admin_uses(text[], bigint[]) to turno_act;
