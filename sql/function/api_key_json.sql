-- Purpose: the one form of list, show, add and set.
-- Returns: an object; never the key, nor its digest. used_at: newest request of the last 48 hours that did something.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.api_key_json(p_key bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select to_jsonb(k) - 'key_sha256'::text || jsonb_build_object(
        'categories', (select coalesce(jsonb_agg(c.path order by c.path), '[]') from api_key_category a join category c on c.id = a.category_id
            where a.api_key_id = k.id),
        'used_at', (select max(r.created_at) from api_request r where r.api_key_id = k.id))
    from api_key k where k.id = p_key;
$$;
comment on function turno.api_key_json(bigint) is 'A client of the API as the command line shows it.';
revoke execute on function turno.api_key_json(bigint) from public;
grant execute on function turno.api_key_json(bigint) to turno_act;
