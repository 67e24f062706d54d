-- Purpose: turno key retire (M17; p: id): a key that somebody else may know verifies nothing any more. Answers to mails that it signed
--          are new mails then, unless a Message-ID tells their ticket.
-- Returns: the keys, as key_list; TU003 for the key that signs.
-- Calls:   admin_keys, admin_refuse, key_list. Writes: signing_key.
create or replace function turno.key_retire(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_key record;
begin
    perform admin_keys(p, '{id}');
    select k.id, k.retired_at into v_key from signing_key k where k.id::text = p ->> 'id' for update;
    if not found then
        perform admin_refuse(format('There is no key %s.', p ->> 'id'));
    elsif v_key.retired_at is null then
        perform admin_refuse(format('Key %s signs what is sent now: make a new one first.', v_key.id));
    end if;
    update signing_key set revoked_at = coalesce(revoked_at, now()) where id = v_key.id;
    return key_list();
end
$$;
comment on function turno.key_retire(jsonb) is 'Ends what a retired key verifies (M17).';
revoke execute on function turno.key_retire(jsonb) from public;
grant execute on function turno.key_retire(jsonb) to turno_act;
