-- Purpose: what an operator may be told of by mail, and what he does not want to be (R34).
-- Returns: {wants_mail, events: [{event, is_told, is_muted: everywhere}], muted: [{event, category, path}]}; is_told: some row of notice_rule tells
--          operators of it. TU002 for who is no operator.
-- Calls:   operator_required. Writes: nothing.
create or replace function turno.page_mutes(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v record;
begin
    select * into v from operator_required();
    return jsonb_build_object(
        'wants_mail', (select o.wants_mail from operator o where o.id = v.operator_id),
        'events', (select jsonb_agg(jsonb_build_object('event', e.event, 'is_told', e.is_told, 'is_muted', exists (select from notice_mute m
                where m.operator_id = v.operator_id and m.event = e.event and m.category_id is null)) order by e.event)
            from (select r.event, bool_or(r.is_on) as is_told from notice_rule r
                where r.audience in ('operators', 'assignee', 'colleagues') group by r.event) e),
        'muted', (select coalesce(jsonb_agg(jsonb_build_object('event', m.event, 'category', m.category_id, 'path', c.path)
                order by m.event, c.path), '[]')
            from notice_mute m left join category c on c.id = m.category_id where m.operator_id = v.operator_id));
end
$$;
comment on function turno.page_mutes is 'What an operator is told of by mail (R34).';
revoke execute on function turno.page_mutes from public;
grant execute on function turno.page_mutes to turno_act, turno_web;
