-- Purpose: of which customer a new contact of a form is to be (p: new_customer: what was typed; new_customer_id: what was chosen while typing).
-- Returns: {} when nothing was typed: a customer of his own; {id}, or {error: unknown | several}.
-- Calls:   customer_named. Writes: nothing.
create or replace function turno.customer_said(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select case when btrim(coalesce(p ->> 'new_customer', '')) = '' then '{}'
        when p ->> 'new_customer_id' is not null then case when exists (select from customer u where u.id = (p ->> 'new_customer_id')::bigint)
            then jsonb_build_object('id', (p ->> 'new_customer_id')::bigint) else '{"error": "unknown"}' end
        else (select jsonb_strip_nulls(to_jsonb(n)) from customer_named(btrim(p ->> 'new_customer'), null) n) end;
$$;
comment on function turno.customer_said(jsonb) is 'Of which customer a new contact is to be (R1, R31).';
alter function turno.customer_said(jsonb) owner to turno_act;
revoke execute on function turno.customer_said(jsonb) from public;
