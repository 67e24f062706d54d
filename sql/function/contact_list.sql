-- Purpose: turno contact list. p: find (see contact_ids), limit, after (id of the last one shown).
-- Returns: an array by name; with limit by id, so that the next page begins after it.
-- Calls:   contact_ids, contact_json. Writes: nothing.
create or replace function turno.contact_list(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_limit integer := least((p ->> 'limit')::integer, 1000);
begin
    if coalesce(btrim(p ->> 'find'), '') <> '' then
        return (select coalesce(jsonb_agg(contact_json(k.id) order by lower(k.name), k.id), '[]')
            from (select c.id, c.name from contact_ids(p ->> 'find', coalesce(v_limit, 100)) f join contact c on c.id = f
                order by lower(c.name), c.id limit coalesce(v_limit, 100)) k);
    elsif v_limit is not null then
        return (select coalesce(jsonb_agg(contact_json(k.id) order by k.id), '[]')
            from (select c.id from contact c where c.merged_into is null and c.id > coalesce((p ->> 'after')::bigint, 0)
                order by c.id limit v_limit) k);
    end if;
    return (select coalesce(jsonb_agg(contact_json(k.id) order by lower(k.name), k.id), '[]') from contact k
        where k.merged_into is null);
end
$$;
comment on function turno.contact_list(jsonb) is 'Contacts: all, some by what is known of them, or page by page.';
revoke execute on function turno.contact_list(jsonb) from public;
grant execute on function turno.contact_list(jsonb) to turno_act;
