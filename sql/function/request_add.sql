-- Purpose: keep a request until its address is confirmed (R3), and send the mail with the link. p: email, name, surname, tax_code,
--          category, and of the form subject, text, address, latitude, longitude.
-- Returns: nothing.
-- Calls:   tax_code_check, outbox_add. Writes: web_request, outbox.
create or replace function turno.request_add(p jsonb, p_language text)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_request bigint;
begin
    insert into turno.web_request (address, name, tax_code, language, category_id, form)
    select p ->> 'email', btrim(regexp_replace((p ->> 'name') || ' ' || (p ->> 'surname'), '[[:cntrl:][:space:]]+', ' ', 'g')),
        t.normalised, p_language, (p ->> 'category')::bigint,
        jsonb_strip_nulls(jsonb_build_object('category', p -> 'category', 'subject', p -> 'subject', 'text', p -> 'text',
            'address', p -> 'address', 'latitude', p -> 'latitude', 'longitude', p -> 'longitude'))
    from turno.tax_code_check(p ->> 'tax_code') t
    returning id into v_request;
    perform turno.outbox_add(null, null, 'confirm', null, null, p ->> 'email', p_language, jsonb_build_object('request', v_request));
end
$$;
comment on function turno.request_add(jsonb, text) is 'Keeps a request until its address is confirmed (R3).';
alter function turno.request_add(jsonb, text) owner to turno_gateway;
revoke execute on function turno.request_add(jsonb, text) from public;
grant execute on function turno.request_add(jsonb, text) to turno_act;
