-- Purpose: what an operator wants to block, as blocked_sender keeps it: an address, or a domain, with "@" before it or without.
-- Returns: {pattern} or {error}: empty; bad: neither; office, operator: it is one of ours, or such a one would be met by it.
-- Calls:   address_owner. Writes: nothing.
create or replace function turno.sender_pattern(p_text text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_text text := lower(btrim(coalesce(p_text, ''), E' \t\r\n<>'));
    v_pattern text := case when v_text like '%@%' then v_text else '@' || v_text end;
    v_domain text := case when v_pattern like '@%' then substr(v_pattern, 2) end;
begin
    return case
        when v_text = '' then '{"error": "empty"}'::jsonb
        when v_domain is null and address_owner(v_pattern) not in ('contact', 'none')
            then jsonb_build_object('error', address_owner(v_pattern))
        when v_domain is null then jsonb_build_object('pattern', v_pattern)
        when length(v_pattern) > 254 or v_domain !~ '^[^[:cntrl:][:space:]<>@.]+(\.[^[:cntrl:][:space:]<>@.]+)+$' then '{"error": "bad"}'
        when exists (select from mailbox b where '.' || split_part(lower(b.address), '@', 2) like '%.' || v_domain) then '{"error": "office"}'
        when exists (select from address a where a.operator_id is not null and '.' || split_part(a.folded, '@', 2) like '%.' || v_domain)
            then '{"error": "operator"}'
        else jsonb_build_object('pattern', v_pattern) end;
end
$$;
comment on function turno.sender_pattern(text) is 'What is blocked by a text that an operator types.';
alter function turno.sender_pattern(text) owner to turno_act;
revoke execute on function turno.sender_pattern(text) from public;
