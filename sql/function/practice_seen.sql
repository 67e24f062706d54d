-- Purpose: of some practices, named by reference, those that who asks may see, see ticket_seen.
-- Returns: references in no order.
-- Calls:   reader. Writes: nothing.
create or replace function turno.practice_seen(p_references text[])
returns text[]
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    if (reader()).is_owner then
        return p_references;
    end if;
    return array(select r.reference from practice r where r.reference = any (p_references));
end
$$;
comment on function turno.practice_seen(text[]) is 'Of some practices those that who asks may see (R9, R37).';
alter function turno.practice_seen(text[]) owner to turno_act;
revoke execute on function turno.practice_seen(text[]) from public;
grant execute on function turno.practice_seen(text[]) to turno_gateway;
