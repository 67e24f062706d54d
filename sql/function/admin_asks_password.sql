-- Purpose: what the administrator's own password is asked for again, so that a session that somebody else found is not enough: whatever
--          says who may enter. A webhook, a key of the API, a password of an operator, his addresses (to which a code for a new one goes), the right to administer,
--          where mail is fetched and handed in, and the keys that sign.
-- Returns: whether it is asked for.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.admin_asks_password(p_noun text, p_verb text, p_values jsonb)
returns boolean
language sql stable
set search_path = turno, pg_temp
as $$
    select case
        when p_noun in ('hook', 'apikey') then p_verb in ('add', 'set', 'remove')
        when p_noun = 'key' then true
        when p_noun = 'mailbox' then p_verb in ('server', 'sending')
        when p_noun <> 'operator' or p_verb not in ('add', 'set') then false
        when p_values ?| '{password,add_addresses,remove_addresses,main_address,pec}' then true
        else exists (select from jsonb_each(p_values) v left join operator o on o.login = p_values ->> 'login'
            where v.key = 'is_admin' and v.value not in ('false', 'null') and o.is_admin is not true
                or v.key = 'addresses' and v.value <> coalesce((select jsonb_agg(a.address order by a.is_main desc, a.id)
                    from address a where a.operator_id = o.id), '[]')) end;
$$;
comment on function turno.admin_asks_password(text, text, jsonb) is 'Whether an administrator must type his password again.';
revoke execute on function turno.admin_asks_password(text, text, jsonb) from public;
grant execute on function turno.admin_asks_password(text, text, jsonb) to turno_act;
