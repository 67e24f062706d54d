-- Purpose: writes the members that p has and wakes the supervisor of turnod. Mail that waits follows to a new account. Who names a group
--          (submission), or an empty smtp_host, takes away the server of its own by which mail left.
-- Returns: the mailbox as shown. Refuses the address of a person (M4).
-- Calls:   admin_keys, admin_choice, admin_refuse, category_find, outbox_follow, account_retry, mailbox_json. Writes: mailbox, mailbox_secret, mailbox_test, outbox_job, account; notifies
--          turno_conf, turno_outbox.
create or replace function turno.mailbox_change(p_mailbox bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    -- One empty name takes all away.
    v_servers text[] := array(select distinct lower(btrim(x)) from jsonb_array_elements_text(case jsonb_typeof(p -> 'authserv_ids')
        when 'array' then p -> 'authserv_ids' else '[]' end) x where btrim(x) <> '' order by 1);
    v_account text := (select m.account from mailbox m where m.id = p_mailbox);
    v_ends_own boolean := coalesce(p ->> 'smtp_host' = '' or not p ? 'smtp_host' and p ->> 'submission' <> v_account, false);
begin
    perform admin_keys(p, '{name,address,kind,language,is_active,imap_host,imap_port,imap_tls,imap_login,imap_secret,imap_pin,smtp_host,smtp_port,smtp_tls,smtp_login,smtp_secret,smtp_pin,folder,after,after_folder,submission,accept_new,category,generated_flips,trusts_headers,authserv_ids,reply_to}');
    perform admin_choice(p, 'kind', '{email,pec}');
    perform admin_choice(p, 'language', '{it,en}');
    perform admin_choice(p, 'imap_tls', '{implicit,starttls,none}');
    perform admin_choice(p, 'smtp_tls', '{implicit,starttls,none}');
    perform admin_choice(p, 'after', '{leave,flag,move,delete}');
    perform admin_choice(p, 'accept_new', '{none,known,anyone}');
    perform admin_choice(p, 'reply_to', '{never,unknown,always}');
    if exists (select from address a where a.folded = lower(p ->> 'address')) then
        perform admin_refuse(format('%s is the address of a contact or an operator.', p ->> 'address'), 'address');
    end if;
    if p ->> 'address' !~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$' then
        perform admin_refuse(format('"%s" is no mail address.', p ->> 'address'), 'address');
    end if;
    if exists (select from unnest(v_servers) s where s !~ '^[!-:<-~]{1,255}$') then
        perform admin_refuse('Each authserv-id is the first word of the Authentication-Results that your mail server writes, such as mx.example.it, or - where it writes none (Exchange).', 'authserv_ids');
    end if;
    perform admin_refuse(format('"%s" is no pin: that is the SHA-256 of the public key of the server, 64 hex digits (see turno(1)), or nothing for none.', p ->> k), k)
    from unnest('{imap_pin,smtp_pin}'::text[]) k where lower(p ->> k) !~ '^([0-9a-f]{64})?$';
    if p ->> 'submission' like 'mailbox:%' and p ->> 'submission' <> v_account then
        perform admin_refuse('A server of its own is given with its login and password, below.', 'submission');
    end if;
    if p ->> 'after' = 'move' and coalesce(p ->> 'after_folder', (select m.after_folder from mailbox m
        where m.id = p_mailbox)) = '' then
        perform admin_refuse('Moving mails needs after_folder.', 'after_folder');
    end if;
    update mailbox set
        address = coalesce(p ->> 'address', address), kind = coalesce(p ->> 'kind', kind),
        language = coalesce(p ->> 'language', language), is_active = coalesce((p ->> 'is_active')::boolean, is_active),
        imap_host = coalesce(p ->> 'imap_host', imap_host), imap_port = coalesce((p ->> 'imap_port')::integer, imap_port),
        imap_tls = coalesce(p ->> 'imap_tls', imap_tls), imap_login = coalesce(p ->> 'imap_login', imap_login),
        imap_secret = coalesce(p ->> 'imap_secret', imap_secret), imap_pin = coalesce(lower(p ->> 'imap_pin'), imap_pin),
        folder = coalesce(p ->> 'folder', folder),
        after = coalesce(p ->> 'after', after), after_folder = coalesce(p ->> 'after_folder', after_folder),
        smtp_host = case when v_ends_own then '' else coalesce(p ->> 'smtp_host', smtp_host) end,
        smtp_port = case when v_ends_own then 465 else coalesce((p ->> 'smtp_port')::integer, smtp_port) end,
        smtp_tls = case when v_ends_own then 'implicit' else coalesce(p ->> 'smtp_tls', smtp_tls) end,
        smtp_login = case when v_ends_own then '' else coalesce(p ->> 'smtp_login', smtp_login) end,
        smtp_secret = case when v_ends_own then '' else coalesce(p ->> 'smtp_secret', smtp_secret) end,
        smtp_pin = case when v_ends_own then '' else coalesce(lower(p ->> 'smtp_pin'), smtp_pin) end,
        submission = case when p ->> 'submission' like 'mailbox:%' then submission else coalesce(p ->> 'submission', submission) end, accept_new = coalesce(p ->> 'accept_new', accept_new),
        generated_flips = coalesce((p ->> 'generated_flips')::boolean, generated_flips),
        trusts_headers = coalesce((p ->> 'trusts_headers')::boolean, trusts_headers),
        reply_to = coalesce(p ->> 'reply_to', reply_to), authserv_ids = case when p ? 'authserv_ids' then v_servers else authserv_ids end,
        category_id = case when p ? 'category' then category_find(p ->> 'category') else category_id end
    where id = p_mailbox;
    -- The file that the terminal names takes the place of what was given on the web.
    if p ->> 'imap_secret' <> '' then
        delete from mailbox_secret s where s.mailbox_id = p_mailbox and s.way = 'imap';
    end if;
    if v_ends_own or p ->> 'smtp_secret' <> '' then
        delete from mailbox_secret s where s.mailbox_id = p_mailbox and s.way = 'smtp';
    end if;
    perform outbox_follow(p_mailbox);
    -- What was said of another server is of no use.
    if v_ends_own or exists (select from jsonb_object_keys(p) k where k like 'smtp\_%') then
        delete from mailbox_test x where x.mailbox_id = p_mailbox;
        perform account_retry(m.account) from mailbox m where m.id = p_mailbox;
    end if;
    notify turno_conf;
    return mailbox_json(p_mailbox);
end
$$;
comment on function turno.mailbox_change(bigint, jsonb) is 'What mailbox add and set have in common.';
revoke execute on function turno.mailbox_change(bigint, jsonb) from public;
grant execute on function turno.mailbox_change(bigint, jsonb) to turno_act;
