-- Purpose: turno hook add. Of app-io the url may be left out.
-- Returns: the hook as shown.
-- Calls:   admin_refuse, webhook_change. Writes: hook; notifies turno_hook.
create or replace function turno.webhook_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_name text := lower(p ->> 'name');
    v_url text := coalesce(p ->> 'url', case p ->> 'kind' when 'app-io' then 'https://api.io.pagopa.it/api/v1/messages' end);
    v_id bigint;
begin
    if v_name is null or v_name !~ '^[a-z0-9][a-z0-9._-]{0,63}$' then
        perform admin_refuse('The name of a hook has letters, digits, dot, dash and underscore only.', 'name');
    end if;
    if exists (select from hook h where h.name = v_name) then
        perform admin_refuse(format('There is a hook %s already.', v_name), 'name');
    end if;
    if v_url is null or p ->> 'secret' is null then
        perform admin_refuse('A hook needs a url and a secret: the name of a file in secret_dir that holds its key.', 'url');
    end if;
    insert into hook (name, url, secret, is_active) values (v_name, 'https://localhost', 'none', false) returning id into v_id;
    return webhook_change(v_id, '{"is_active": true}' || p || jsonb_build_object('url', v_url));
end
$$;
comment on function turno.webhook_add(jsonb) is 'Adds a program that is called (R34).';
revoke execute on function turno.webhook_add(jsonb) from public;
grant execute on function turno.webhook_add(jsonb) to turno_act;
