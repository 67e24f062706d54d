-- Purpose: writes the members that p has. Calls that wait go to the new address; one that was switched on wakes its calls.
-- Returns: the hook as shown. Refuses what no call could be made to.
-- Calls:   admin_keys, admin_choice, admin_refuse, hook_events, webhook_json. Writes: hook; notifies turno_hook.
create or replace function turno.webhook_change(p_hook bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_word text;
begin
    perform admin_keys(p, '{name,kind,url,events,secret,with_notes,is_active}');
    perform admin_choice(p, 'kind', '{webhook,app-io}');
    if length(p ->> 'url') > 2000 or p ->> 'url' !~ '^https://[^[:cntrl:][:space:]/@?#\\]+(/[^[:cntrl:][:space:]\\#]*)?$' then
        perform admin_refuse('The url begins with https://, a host and a path; it has no user, no # and no blank.', 'url');
    end if;
    if p ->> 'secret' !~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' then
        perform admin_refuse('The secret is the name of a file in secret_dir: letters, digits, dot, dash and underscore.', 'secret');
    end if;
    select e into v_word from jsonb_array_elements_text(coalesce(p -> 'events', '[]')) e where e <> all (hook_events()) order by 1 limit 1;
    if found then
        perform admin_refuse(format('There is no event "%s"; events are: %s.', v_word, array_to_string(hook_events(), ', ')), 'events');
    end if;
    if coalesce((p ->> 'is_active')::boolean, (select h.is_active from hook h where h.id = p_hook))
        and coalesce(p ->> 'kind', (select h.kind from hook h where h.id = p_hook)) = 'app-io'
        and exists (select from hook h where h.kind = 'app-io' and h.is_active and h.id <> p_hook) then
        perform admin_refuse('There is an app-io hook already: messages to contacts go by one. Switch it off first.', 'kind');
    end if;
    update hook set
        kind = coalesce(p ->> 'kind', kind), url = coalesce(p ->> 'url', url), secret = coalesce(p ->> 'secret', secret),
        events = case when p ? 'events' then array(select distinct e from jsonb_array_elements_text(p -> 'events') e order by 1)
            else events end,
        with_notes = coalesce((p ->> 'with_notes')::boolean, with_notes), is_active = coalesce((p ->> 'is_active')::boolean, is_active)
    where id = p_hook;
    notify turno_hook;
    return webhook_json(p_hook);
end
$$;
comment on function turno.webhook_change(bigint, jsonb) is 'What hook add and set have in common.';
revoke execute on function turno.webhook_change(bigint, jsonb) from public;
grant execute on function turno.webhook_change(bigint, jsonb) to turno_act;
