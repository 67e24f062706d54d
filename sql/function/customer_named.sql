-- Purpose: the customer whom somebody means: a name, compared without case, or # and a number (p_now: the one that stands there now,
--          whose name may be another's too).
-- Returns: id, or error: unknown, several.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.customer_named(p_name text, p_now bigint, out id bigint, out error text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_ids bigint[];
begin
    if p_name ~ '^#[0-9]{1,18}$' then
        v_ids := array(select c.id from customer c where c.id = substr(p_name, 2)::bigint);
    else
        v_ids := array(select c.id from customer c where lower(c.name) = lower(btrim(p_name)));
    end if;
    if p_now = any (v_ids) then
        id := p_now;
    elsif cardinality(v_ids) = 1 then
        id := v_ids[1];
    else
        error := case when v_ids = '{}' then 'unknown' else 'several' end;
    end if;
end
$$;
comment on function turno.customer_named(text, bigint) is 'The customer whom somebody means.';
revoke execute on function turno.customer_named(text, bigint) from public;
grant execute on function turno.customer_named(text, bigint) to turno_act;
