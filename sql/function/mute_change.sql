-- Purpose: an operator is spared mails about an event, or gets them again; for the command line and his own page (R34).
-- Returns: his rows, as mute_list gives them.
-- Calls:   admin_keys, admin_refuse, category_find, mute_list. Writes: notice_mute.
create or replace function turno.mute_change(p_operator bigint, p jsonb, p_is_mute boolean)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_category bigint := case when p ->> 'category' <> '' then category_find(p ->> 'category') end;
begin
    perform admin_keys(p, '{login,event,category}');
    if p ->> 'event' is null or not exists (select from notice_rule r where r.event = p ->> 'event' and r.audience in
            ('operators', 'assignee', 'colleagues')) then
        perform admin_refuse(format('There is no event "%s"; there are: %s.', p ->> 'event', (select string_agg(distinct r.event, ', '
            order by r.event) from notice_rule r where r.audience in ('operators', 'assignee', 'colleagues'))));
    end if;
    if p_is_mute then
        insert into notice_mute (operator_id, event, category_id) values (p_operator, p ->> 'event', v_category)
        on conflict do nothing;
    else
        delete from notice_mute m where m.operator_id = p_operator and m.event = p ->> 'event'
            and m.category_id is not distinct from v_category;
    end if;
    return mute_list(jsonb_build_object('login', (select o.login from operator o where o.id = p_operator)));
end
$$;
comment on function turno.mute_change(bigint, jsonb, boolean) is 'Spares an operator mails about an event, or not (R34).';
revoke execute on function turno.mute_change(bigint, jsonb, boolean) from public;
grant execute on function turno.mute_change(bigint, jsonb, boolean) to turno_act;
