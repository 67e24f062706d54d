-- Purpose: add up what two erasures took.
-- Returns: the sums, member by member; members that p_more alone has are taken over.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.erasure_sum(p_sum jsonb, p_more jsonb)
returns jsonb
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    select p_sum || coalesce(jsonb_object_agg(m.key, coalesce((p_sum ->> m.key)::bigint, 0) + m.value::bigint), '{}')
    from jsonb_each_text(p_more) m;
$$;
comment on function turno.erasure_sum(jsonb, jsonb) is 'Adds up counts of erasures.';
revoke execute on function turno.erasure_sum(jsonb, jsonb) from public;
grant execute on function turno.erasure_sum(jsonb, jsonb) to turno_gateway;
