-- Purpose: what the list of practices is narrowed by (p as page_practice_list).
-- Returns: {tabs: [{name, is_current}], sorts, me, values: as they were chosen, models, categories: his own, assignees, contact: {number, name} when it is narrowed to one, is_filtered}. TU002 for a contact.
-- Calls:   operator_required, viewer. Writes: nothing.
create or replace function turno.page_practice_filter(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_values jsonb := (select coalesce(jsonb_object_agg(x.key, x.value), '{}') from jsonb_each(p) x
        where x.key in ('state', 'model', 'category', 'assignee', 'contact', 'due_before') and x.value not in ('""', 'null'));
begin
    perform operator_required();
    return jsonb_build_object('sorts', '["due", "recent"]'::jsonb, 'me', '["me"]'::jsonb,
        'tabs', (select jsonb_agg(jsonb_build_object('name', t, 'is_current', t = case when p ->> 'tab' in ('closed', 'all') then p ->> 'tab' else 'open' end))
            from unnest('{open,closed,all}'::text[]) t),
        'values', v_values, 'is_filtered', v_values <> '{}',
        'models', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) order by lower(m.name)), '[]') from practice_model m),
        'categories', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'path', c.path) order by lower(c.path)), '[]') from category c
            where c.id in (select s.category_id from viewer() v join operator_scope s on s.operator_id = v.operator_id)),
        'assignees', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name, o.id), '[]') from operator o where o.is_active),
        'contact', (select jsonb_build_object('number', k.id, 'name', k.name) from contact k where k.id = (p ->> 'contact')::bigint));
end
$$;
comment on function turno.page_practice_filter(jsonb) is 'Filters of the list of practices (R37).';
revoke execute on function turno.page_practice_filter(jsonb) from public;
grant execute on function turno.page_practice_filter(jsonb) to turno_web;
