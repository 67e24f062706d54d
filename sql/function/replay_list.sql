-- Purpose: turno replay: the mails that today's rules are tried on: the newest that belonged to no ticket when they came. p: mailbox, from, to
--          (days), limit (1000).
-- Returns: array of ids, oldest first.
-- Calls:   admin_keys, admin_refuse, mailbox_find, date_or_null. Writes: nothing.
create or replace function turno.replay_list(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_mailbox bigint := mailbox_find(coalesce(p ->> 'mailbox', ''));
    v_day text;
begin
    perform admin_keys(p, '{mailbox,from,to,limit}');
    foreach v_day in array '{from,to}'::text[] loop
        if p ? v_day and date_or_null(p ->> v_day) is null then
            perform admin_refuse(format('A day looks like 2026-01-31, not "%s".', p ->> v_day));
        end if;
    end loop;
    return (select coalesce(jsonb_agg(x.id order by x.id), '[]') from (
        select m.id from mail m
        where m.outcome in ('ticket', 'triage', 'filtered') and m.blob_id is not null
            and (m.trace @> '[{"step": "filter"}]' or m.trace @> '[{"step": "route"}]')
            and (v_mailbox is null or m.mailbox_id = v_mailbox)
            and (not p ? 'from' or m.received_at >= (p ->> 'from')::date) and (not p ? 'to' or m.received_at < (p ->> 'to')::date + 1)
        order by m.id desc limit coalesce((p ->> 'limit')::integer, 1000)) x);
end
$$;
comment on function turno.replay_list(jsonb) is 'Mails that today''s rules are tried on (M14).';
revoke execute on function turno.replay_list(jsonb) from public;
