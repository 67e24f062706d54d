-- Purpose: of these tickets those that fit a filter (as ticket_filter writes it; the text of it is search_tickets' business). Days are
--          days of the office, ends included.
-- Returns: ids that the viewer may see, in no order.
-- Calls:   filter_ids, filter_words, category_below. Writes: nothing.
create or replace function turno.ticket_match(p_tickets bigint[], p_filter jsonb)
returns setof bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_contact bigint[] := filter_ids(p_filter, 'contact');
    v_customer bigint[] := filter_ids(p_filter, 'customer');
    v_category bigint[] := category_below(filter_ids(p_filter, 'category'));
    v_status bigint[] := filter_ids(p_filter, 'status');
    v_priority bigint[] := filter_ids(p_filter, 'priority');
    v_assignee bigint[] := filter_ids(p_filter, 'assignee');
    v_unassigned boolean := coalesce(p_filter -> 'assignee' ? 'none', false);
    v_opened_by bigint[] := filter_ids(p_filter, 'opened_by');
    v_turn text[] := filter_words(p_filter, 'turn');
    v_level text[] := filter_words(p_filter, 'level');
    v_channel text[] := filter_words(p_filter, 'channel');
    v_tag text[] := filter_words(p_filter, 'tag');
    v_created_from timestamptz := (p_filter ->> 'created_from')::date;
    v_created_to timestamptz := (p_filter ->> 'created_to')::date + 1;
    v_updated_from timestamptz := (p_filter ->> 'updated_from')::date;
    v_updated_to timestamptz := (p_filter ->> 'updated_to')::date + 1;
    v_waiting timestamptz := now() - (p_filter ->> 'waiting')::integer * interval '1 day';
    v_draft boolean := p_filter ->> 'draft' = 'only';
begin
    return query
    select t.id from ticket t
    where t.id = any (p_tickets)
        and (v_contact is null or t.contact_id = any (v_contact))
        and (v_customer is null or t.customer_id = any (v_customer))
        and (v_category is null or t.category_id = any (v_category))
        and (v_status is null or t.status_id = any (v_status))
        and (v_priority is null or t.priority_id = any (v_priority))
        and (v_assignee is null or t.assignee_id = any (v_assignee) or (v_unassigned and t.assignee_id is null))
        and (v_opened_by is null or t.opened_by = any (v_opened_by))
        and (v_turn is null or t.turn = any (v_turn))
        and (v_level is null or t.level = any (v_level))
        and (v_channel is null or t.channel = any (v_channel))
        and (v_tag is null or exists (select from ticket_tag g where g.ticket_id = t.id and g.tag = any (v_tag)))
        and (v_created_from is null or t.opened_at >= v_created_from) and (v_created_to is null or t.opened_at < v_created_to)
        and (v_updated_from is null or t.updated_at >= v_updated_from) and (v_updated_to is null or t.updated_at < v_updated_to)
        and (v_waiting is null or (t.waiting_since < v_waiting and t.turn <> 'closed')) and (v_draft is null or t.is_draft = v_draft);
end
$$;
comment on function turno.ticket_match(bigint[], jsonb) is 'Of some tickets those that fit a filter (R26).';
revoke execute on function turno.ticket_match(bigint[], jsonb) from public;
grant execute on function turno.ticket_match(bigint[], jsonb) to turno_web;
