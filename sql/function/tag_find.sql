-- Purpose: look-up with a refusal in words: a tag of a ticket that the viewer sees, or of a rule.
-- Returns: it as it is written.
-- Calls:   tag_seen, admin_refuse. Writes: nothing.
create or replace function turno.tag_find(p_tag text)
returns text
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_tag text := lower(btrim(p_tag));
begin
    if tag_seen(v_tag, 1) > 0 or exists (select from route r where v_tag = any (r.tags)) then
        return v_tag;
    end if;
    perform admin_refuse(format('There is no tag "%s".', coalesce(p_tag, '')));
end
$$;
comment on function turno.tag_find(text) is 'Finds a tag by its name.';
revoke execute on function turno.tag_find(text) from public;
grant execute on function turno.tag_find(text) to turno_act;
