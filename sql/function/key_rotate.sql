-- Purpose: turno key rotate (M17): a new key signs from now on; the one before verifies as long as token_keep says.
-- Returns: the keys, as key_list.
-- Calls:   admin_keys, key_list. Writes: signing_key.
create or replace function turno.key_rotate(p jsonb default '{}')
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    perform admin_keys(p, '{}');
    -- Two who rotate at once make two keys, one after the other.
    perform pg_advisory_xact_lock(hashtext('turno.signing_key'));
    update signing_key set retired_at = now() where retired_at is null;
    insert into signing_key (secret) values (gen_random_bytes(32));
    return key_list();
end
$$;
comment on function turno.key_rotate(jsonb) is 'Lets a new key sign (M17).';
revoke execute on function turno.key_rotate(jsonb) from public;
grant execute on function turno.key_rotate(jsonb) to turno_act;
