-- Purpose: for whom an operator's mail opens a ticket: whom #contatto names, or #nuovo with an address, else who wrote the mail that he
--          forwards (M10). By address, never by name.
-- Returns: {id, address, name, reason}: id null for one who becomes a contact; reason why there is nobody, else null.
-- Calls:   fresh_address, address_owner. Writes: nothing.
create or replace function turno.fresh_contact(p_named text, p_forward jsonb, p_is_new boolean, p_accept_new text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_said jsonb := case when p_named is null then jsonb_build_object('address', lower(nullif(p_forward ->> 'from_address', '')),
        'name', nullif(p_forward ->> 'from_name', '')) else fresh_address(p_named) end;
    v_address text := v_said ->> 'address';
    v_owner text := address_owner(v_address);
    v_id bigint := (select coalesce(c.merged_into, c.id) from address a join contact c on c.id = a.contact_id where a.folded = v_address);
begin
    return v_said || jsonb_build_object('id', v_id, 'name', coalesce(v_said ->> 'name', v_address), 'reason', case
        when v_address is null and p_named is null then 'say for whom it is: #contatto and an address'
        when v_address is null or v_owner not in ('contact', 'none')
            then 'no address of a contact: ' || coalesce(p_named, v_address)
        when p_is_new then null
        when p_accept_new = 'none' then 'the mailbox takes no new tickets'
        when v_id is null and p_accept_new <> 'anyone' then 'nobody knows this sender, write #nuovo above his mail: ' || v_address end);
end
$$;
comment on function turno.fresh_contact(text, jsonb, boolean, text) is 'For whom an operator''s mail opens a ticket (M10, M24).';
revoke execute on function turno.fresh_contact(text, jsonb, boolean, text) from public;
grant execute on function turno.fresh_contact(text, jsonb, boolean, text) to turno_gateway;
