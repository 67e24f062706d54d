-- Purpose: the keys that sign what turno sends (M17), the newest first; never their secrets.
-- Returns: array of {id, state: signs | retired | expired | revoked, created_at, retired_at, operators_until, contacts_until}: until when
--          an answer to a mail that it signed counts; null for the one that signs and for one that was revoked.
-- Calls:   token_keep. Writes: nothing.
create or replace function turno.key_list(p jsonb default '{}')
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('id', k.id,
        'state', case when k.revoked_at is not null then 'revoked' when k.retired_at is null then 'signs'
            when k.retired_at <= now() - greatest(token_keep('r'), token_keep('c')) then 'expired' else 'retired' end,
        'created_at', k.created_at, 'retired_at', k.retired_at,
        'operators_until', case when k.revoked_at is null then k.retired_at + token_keep('r') end,
        'contacts_until', case when k.revoked_at is null then k.retired_at + token_keep('c') end) order by k.id desc), '[]')
    from signing_key k);
end
$$;
comment on function turno.key_list(jsonb) is 'The keys that sign, without their secrets (M17).';
revoke execute on function turno.key_list(jsonb) from public;
grant execute on function turno.key_list(jsonb) to turno_act;
