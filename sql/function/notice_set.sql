-- Purpose: turno notice set. p: event, audience, channel (mail), status (a change to this status only), on, template. A contact
--          is never told of what he may not know (R24), and a reply reaches him by one way at least (R34).
-- Returns: the rows of that event.
-- Calls:   admin_keys, admin_refuse, status_find, template_kind_of, notice_json. Writes: notice_rule.
create or replace function turno.notice_set(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_event text := p ->> 'event';
    v_audience text := p ->> 'audience';
    v_channel text := coalesce(p ->> 'channel', 'mail');
    v_status bigint;
    v_rule notice_rule;
    v_kind template_kind;
begin
    perform admin_keys(p, '{event,audience,channel,status,template,on}');
    if not exists (select from notice_rule r where r.event = v_event) then
        perform admin_refuse(format('There is no event "%s"; there are: %s.', v_event,
            (select string_agg(distinct r.event, ', ' order by r.event) from notice_rule r)));
    elsif v_audience is null or v_audience not in ('contact', 'assignee', 'operators', 'colleagues', 'admin') then
        perform admin_refuse('--audience is contact, assignee, operators, colleagues or admin.');
    end if;
    if p ->> 'status' is not null then
        if v_event <> 'status' or v_audience <> 'contact' then
            perform admin_refuse('Only the event "status" for the contact has rows of single statuses.');
        end if;
        v_status := status_find(p ->> 'status');
    end if;
    select * into v_rule from notice_rule r
    where r.event = v_event and r.audience = v_audience and r.channel = v_channel and r.status_id is null;
    if not found then
        perform admin_refuse(case when v_audience = 'contact' and not exists (select from notice_rule r
                where r.event = v_event and r.audience = 'contact')
            then format('A contact is never told of "%s": he must not learn of notes, categories, levels and the work of the office.', v_event)
            else format('"%s" cannot be told to %s by %s.', v_event, v_audience, v_channel) end);
    end if;
    select k.* into v_kind from template_kind k where k.name = template_kind_of(coalesce(p ->> 'template', v_rule.template));
    if v_kind.name is null then
        perform admin_refuse(format('There is no template "%s".', p ->> 'template'));
    elsif v_kind.audience <> (case when v_audience in ('contact', 'admin') then v_audience else 'operator' end) then
        perform admin_refuse(format('The template "%s" is written for the %s.', p ->> 'template', v_kind.audience));
    end if;
    insert into notice_rule as r (event, audience, channel, status_id, template, is_on)
    values (v_event, v_audience, v_channel, v_status, coalesce(p ->> 'template', v_rule.template),
        coalesce((p ->> 'on')::boolean, v_status is not null or v_rule.is_on))
    on conflict on constraint notice_rule_once do update
    set template = coalesce(p ->> 'template', r.template), is_on = coalesce((p ->> 'on')::boolean, r.is_on);
    if v_event in ('reply', 'opened_by_office') and not exists (select from notice_rule r
            where r.event = v_event and r.audience = 'contact' and r.is_on and r.channel in ('mail', 'pec')) then
        perform admin_refuse('A reply must reach its contact: leave mail or pec on.', 'on');
    end if;
    return notice_json(v_event);
end
$$;
comment on function turno.notice_set(jsonb) is 'Switches who is told of what, and in which words (R34).';
revoke execute on function turno.notice_set(jsonb) from public;
grant execute on function turno.notice_set(jsonb) to turno_act;
