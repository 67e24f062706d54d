-- Purpose: the category of a new ticket (M14): first active rule that fits in order of rank, else the mailbox's
--          category, else the fallback (R10). Text is compared folded, in linear time.
-- Returns: {step, category, rule (id) | by: "mailbox" | "fallback"}; without any category TU003.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.route_pick(p_mailbox bigint, p_evidence jsonb)
returns jsonb
language plpgsql stable
as $$
declare
    v_subject text[] := array[lower(p_evidence ->> 'subject')];
    v_from text[] := array[lower(p_evidence ->> 'from_address')];
    v_body text[] := array[lower(p_evidence ->> 'body_text')];
    v_to text[] := array(select distinct lower(a) from jsonb_array_elements_text(
        coalesce(p_evidence -> 'to', '[]') || coalesce(p_evidence -> 'cc', '[]')
        || coalesce(p_evidence -> 'delivered_to', '[]')) a);
    v_route jsonb;
begin
    select jsonb_build_object('step', 'route', 'category', r.category_id, 'rule', r.id) into v_route
    from turno.route r
    cross join lateral (select lower(r.pattern) as pattern) x
    where r.is_active and (r.mailbox_id is null or r.mailbox_id = p_mailbox)
    and exists (select from unnest(case r.field when 'subject' then v_subject when 'from' then v_from
                when 'to' then v_to else v_body end) v(value)
        where case r.operator
            when 'contains' then position(x.pattern in v.value) > 0
            when 'equals' then v.value = x.pattern
            when 'starts' then starts_with(v.value, x.pattern)
            else right(v.value, length(x.pattern)) = x.pattern end)
    order by r.rank, r.id limit 1;
    if v_route is null then
        select jsonb_build_object('step', 'route', 'category', coalesce(b.category_id, f.id),
            'by', case when b.category_id is null then 'fallback' else 'mailbox' end) into v_route
        from turno.mailbox b
        left join turno.category f on f.is_fallback
        where b.id = p_mailbox;
    end if;
    if v_route ->> 'category' is null then
        raise exception using errcode = 'TU003', message = 'There is no fallback category for mail.';
    end if;
    return v_route;
end
$$;
comment on function turno.route_pick is 'Picks the category of a new ticket (M14, R10).';
revoke execute on function turno.route_pick from public;
grant execute on function turno.route_pick to turno_gateway;
