-- Purpose: turno seal: the public half with which the web closes from now on. p: key (64 hex digits), is_new: passwords that were closed with
--          another one are given again.
-- Returns: {key, mailboxes: how many passwords went}; TU003 when there is another key and is_new was not said.
-- Calls:   admin_keys, admin_refuse. Writes: seal, mailbox_secret; notifies turno_conf.
create or replace function turno.seal_publish(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_key bytea := decode(p ->> 'key', 'hex');
    v_gone integer := 0;
begin
    perform admin_keys(p, '{key,is_new}');
    lock table seal in share row exclusive mode;
    if exists (select from seal s where s.public_key <> v_key) then
        if not coalesce((p ->> 'is_new')::boolean, false) then
            perform admin_refuse('Passwords are sealed with another key: put its file into secret_dir here, or say --new and give those passwords again.');
        end if;
        delete from mailbox_secret;
        get diagnostics v_gone = row_count;
        delete from seal;
    end if;
    insert into seal (public_key) values (v_key) on conflict do nothing;
    notify turno_conf;
    return jsonb_build_object('key', p ->> 'key', 'mailboxes', v_gone);
end
$$;
comment on function turno.seal_publish(jsonb) is 'The key with which the web seals passwords for turnod.';
revoke execute on function turno.seal_publish(jsonb) from public;
