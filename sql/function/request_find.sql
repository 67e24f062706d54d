-- Purpose: the request of a token (R3), held until the transaction ends: a token confirms once.
-- Returns: its row; none when there is no such token, it ran out or was used.
-- Calls:   nothing. Writes: nothing; locks the row.
create or replace function turno.request_find(p_token text)
returns table (id bigint, address text, name text, tax_code text, language text, form jsonb)
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select r.id, r.address, r.name, r.tax_code, r.language, r.form from turno.web_request r
    where r.token_sha256 = sha256(convert_to(p_token, 'UTF8')) and r.ticket_id is null and r.expires_at > now()
    for update;
$$;
comment on function turno.request_find(text) is 'Holds the request of a token (R3).';
alter function turno.request_find(text) owner to turno_gateway;
revoke execute on function turno.request_find(text) from public;
grant execute on function turno.request_find(text) to turno_act;
