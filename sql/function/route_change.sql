-- Purpose: writes a rule (M14): rank, name, mailbox, is_active; if and then, lists of words, are written whole; field, operator and pattern are
--          the short form of one condition, category that of one action. p_route null: a new one, after the others unless it has a rank.
-- Returns: the rule as shown; TU003 with what is wrong.
-- Calls:   admin_keys, admin_choice, admin_refuse, route_conditions_read, route_actions_read, mailbox_find, category_find, route_json.
-- Writes:  route, route_condition.
create or replace function turno.route_change(p_route bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_old route;
    v_new jsonb;
    v_first route_condition;
    v_conditions jsonb := case when p ? 'if' then route_conditions_read(p -> 'if') end;
    v_id bigint;
begin
    perform admin_keys(p, '{id,rank,name,mailbox,is_active,if,then,field,operator,pattern,category}');
    perform admin_choice(p, 'field', '{subject,from,to,body}');
    perform admin_choice(p, 'operator', '{contains,equals,starts,ends,word,like}');
    select * into v_old from route r where r.id = p_route;
    if p ?| '{field,operator,pattern}' then
        select * into v_first from route_condition c where c.route_id = p_route order by c.seq limit 1;
        if p ? 'if' or (select count(*) from route_condition c where c.route_id = p_route) > 1 or v_first.field not in ('subject', 'from', 'to', 'body') then
            perform admin_refuse('This rule is written with --if, all of its conditions.', 'if');
        elsif coalesce(p ->> 'pattern', v_first.value, '') = '' or length(p ->> 'pattern') > 1000 then
            perform admin_refuse('A route needs a pattern, of at most 1000 characters.', 'pattern');
        end if;
        v_conditions := jsonb_build_array(jsonb_build_object('field', coalesce(p ->> 'field', v_first.field, 'subject'), 'header', '',
            'is_not', coalesce(v_first.is_not, false), 'operator', coalesce(p ->> 'operator', v_first.operator, 'contains'),
            'value', coalesce(p ->> 'pattern', v_first.value)));
    end if;
    v_new := coalesce(to_jsonb(v_old), '{}') || case when p ? 'then' then route_actions_read(p -> 'then') else '{}' end
        || case when coalesce(p ->> 'category', '') <> '' then jsonb_build_object('category_id', category_find(p ->> 'category')) else '{}' end;
    v_new := v_new || jsonb_build_object('name', coalesce(p ->> 'name', v_old.name, ''), 'tags', coalesce(nullif(v_new -> 'tags', 'null'), '[]'),
        'rank', coalesce((p ->> 'rank')::integer, v_old.rank, (select coalesce(max(r.rank), 0) + 10 from route r)),
        'is_active', coalesce((p ->> 'is_active')::boolean, v_old.is_active, true),
        'mailbox_id', case when p ? 'mailbox' then mailbox_find(p ->> 'mailbox') else v_old.mailbox_id end);
    if num_nonnulls(v_new ->> 'category_id', v_new ->> 'priority_id', v_new ->> 'level', v_new ->> 'assignee_id', v_new ->> 'fate') = 0
        and v_new -> 'tags' = '[]' then
        perform admin_refuse('A route needs a category, or another thing to do: --then "ACTION VALUE".', 'then');
    elsif jsonb_array_length(v_new -> 'tags') > 10 then
        perform admin_refuse('A rule gives at most 10 tags.', 'then');
    elsif jsonb_array_length(coalesce(v_conditions, '[]')) > 100 then
        perform admin_refuse('A rule has at most 100 conditions.', 'if');
    end if;
    if p_route is null then
        insert into route (rank, mailbox_id, category_id, is_active, name, priority_id, level, assignee_id, tags, fate)
        select x.rank, x.mailbox_id, x.category_id, x.is_active, x.name, x.priority_id, x.level, x.assignee_id, x.tags, x.fate
        from jsonb_populate_record(null::route, v_new) x
        returning id into v_id;
    else
        v_id := p_route;
        update route r set rank = x.rank, mailbox_id = x.mailbox_id, category_id = x.category_id, is_active = x.is_active, name = x.name,
            priority_id = x.priority_id, level = x.level, assignee_id = x.assignee_id, tags = x.tags, fate = x.fate
        from jsonb_populate_record(null::route, v_new) x where r.id = p_route;
    end if;
    if v_conditions is not null then
        delete from route_condition c where c.route_id = v_id;
        insert into route_condition (route_id, seq, field, header, is_not, operator, value)
        select v_id, n, c ->> 'field', c ->> 'header', (c ->> 'is_not')::boolean, c ->> 'operator', c ->> 'value'
        from jsonb_array_elements(v_conditions) with ordinality x(c, n);
    end if;
    return route_json(v_id);
end
$$;
comment on function turno.route_change(bigint, jsonb) is 'What route add and set have in common (M14).';
revoke execute on function turno.route_change(bigint, jsonb) from public;
grant execute on function turno.route_change(bigint, jsonb) to turno_act;
