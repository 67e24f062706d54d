-- Purpose: what the rules of the office make of a mail that belongs to no ticket (M14): of each attribute the first rule in order of rank that
--          fits and gives it, of tags all; before them the header, in a mailbox that trusts it. Without a rule the category is the
--          mailbox's, else the fallback (R10).
-- Returns: {step, category, by: "rule" | "header" | "mailbox" | "fallback", priority, level, assignee, tags, hold, filtered,
--          rules: [{rule, name, gives: […]}]}; members that nothing gives are left out. Without any category TU003.
-- Calls:   filter_facts, filter_headers, filter_holds. Writes: nothing.
create or replace function turno.filter_apply(p_mail bigint, p_evidence jsonb, p_sender jsonb, p_trust jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_facts jsonb := filter_facts(p_evidence, p_trust);
    v_mailbox mailbox;
    v_got jsonb := '{}';
    v_tags text[] := '{}';
    v_rules jsonb := '[]';
    v_gives jsonb;
    v record;
begin
    select b.* into v_mailbox from mail m join mailbox b on b.id = m.mailbox_id where m.id = p_mail;
    if v_mailbox.trusts_headers then
        v_got := filter_headers(p_evidence) || '{"by": "header"}';
        v_tags := array(select jsonb_array_elements_text(coalesce(v_got -> 'tags', '[]')));
    end if;
    for v in
        select r.id, r.name, r.tags, jsonb_strip_nulls(jsonb_build_object('category', r.category_id, 'priority', r.priority_id,
            'level', r.level, 'assignee', r.assignee_id, 'fate', r.fate)) as gives
        from route r where r.is_active and (r.mailbox_id is null or r.mailbox_id = v_mailbox.id)
        order by r.rank, r.id
    loop
        v_gives := v.gives - array(select jsonb_object_keys(v_got));
        continue when v_gives = '{}' and v.tags <@ v_tags;
        continue when exists (select from route_condition c where c.route_id = v.id and not filter_holds(c, v_facts));
        v_got := v_got || v_gives || case when v_gives ? 'category' then '{"by": "rule"}' else '{}' end::jsonb;
        v_rules := v_rules || jsonb_strip_nulls(jsonb_build_object('rule', v.id, 'name', nullif(v.name, ''),
            'gives', array(select jsonb_object_keys(v_gives) union all select 'tag' where not v.tags <@ v_tags)));
        v_tags := v_tags || v.tags;
        exit when v_gives ->> 'fate' = 'filter';
    end loop;
    if v_got -> 'category' is null then
        select v_got || jsonb_build_object('category', coalesce(v_mailbox.category_id, c.id),
            'by', case when v_mailbox.category_id is null then 'fallback' else 'mailbox' end)
        into v_got from (values (1)) one(row) left join category c on c.is_fallback;
    end if;
    if v_got ->> 'category' is null then
        raise exception using errcode = 'TU003', message = 'There is no fallback category for mail.';
    end if;
    return v_got - '{fate,tags}'::text[] || jsonb_strip_nulls(jsonb_build_object('step', 'filter', 'rules', v_rules,
        'hold', case when v_got ->> 'fate' = 'hold' then true end, 'filtered', case when v_got ->> 'fate' = 'filter' then true end,
        'tags', (select jsonb_agg(distinct t) from unnest(v_tags) t)));
end
$$;
comment on function turno.filter_apply(bigint, jsonb, jsonb, jsonb) is 'What the rules make of a mail that belongs to no ticket (M14, R10).';
revoke execute on function turno.filter_apply(bigint, jsonb, jsonb, jsonb) from public;
grant execute on function turno.filter_apply(bigint, jsonb, jsonb, jsonb) to turno_gateway;
