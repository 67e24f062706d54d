-- Purpose: what the forms of the administration let choose (R4; p: lists: names of category, operator, mailbox, status, priority, tag,
--          template, notice, hook, hook_event).
-- Returns: {LIST: [{value, label}]}: value as act_admin takes it. TU002 for who is no administrator.
-- Calls:   admin_required, tag_names, hook_events. Writes: nothing.
create or replace function turno.page_admin_choices(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    perform admin_required();
    return (select coalesce(jsonb_object_agg(l.name, (select coalesce(jsonb_agg(jsonb_build_object('value', x.value, 'label', x.label) order by x.n, x.label), '[]')
        from (select c.path as value, c.path as label, lower(c.path) as n from category c where l.name = 'category'
            union all
            select o.login, format('%s (%s)', o.name, o.login), lower(o.name) from operator o where l.name = 'operator' and o.is_active
            union all
            select m.name, format('%s <%s>', m.name, m.address), m.name from mailbox m where l.name = 'mailbox'
            union all
            select s.name_it, case p ->> 'language' when 'en' then s.name_en else s.name_it end, to_char(s.id, '00000') from status s where l.name = 'status'
            union all
            select q.name_it, case p ->> 'language' when 'en' then q.name_en else q.name_it end, to_char(q.rank, '000000') from priority q where l.name = 'priority'
            union all
            select n, n, n from tag_names() n where l.name = 'tag'
            union all
            select t.name, t.name, t.name from (select k.name from template_kind k union select t.name from template t) t where l.name = 'template') x)), '{}')
        from jsonb_array_elements_text(coalesce(p -> 'lists', '[]')) l(name));
end
$$;
comment on function turno.page_admin_choices(jsonb) is 'What the forms of the administration let choose (R4).';
alter function turno.page_admin_choices(jsonb) owner to turno_act;
revoke execute on function turno.page_admin_choices(jsonb) from public;
grant execute on function turno.page_admin_choices(jsonb) to turno_web;
