-- Purpose: an operator moves a ticket (R12; p: ticket, category, note, colleagues, form_key), to any category of the tree (R7).
-- Returns: {ok, ticket, seen, done: moved or unchanged} or {ok: false, errors: {category: empty, unknown, same (with a note, which
--          would be lost); colleagues: unseen}}.
-- Calls:   act_begin, act_ids, ticket_seers, ticket_move, act_end. Writes: what ticket_move does.
create or replace function turno.act_move(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_category bigint := nullif(p ->> 'category', '')::bigint;
    v_colleagues bigint[] := act_ids(p -> 'colleagues');
    v_errors jsonb := '{}';
begin
    select * into v from act_begin(p, true);
    if v.done is not null then
        return v.done;
    end if;
    if not exists (select from category c where c.id = v_category) then
        v_errors := jsonb_build_object('category', case when v_category is null then 'empty' else 'unknown' end);
    elsif not v_colleagues <@ array(select ticket_seers(v.ticket_id, v_category, v.level)) then
        v_errors := '{"colleagues": "unseen"}';
    elsif v_category = v.category_id and btrim(p ->> 'note', E' \t\n\r') <> '' then
        v_errors := '{"category": "same"}';
    end if;
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    end if;
    return act_end(p, v.session_id, v.ticket_id, jsonb_build_object('done', case when ticket_move(v.ticket_id, v_category, 'operator',
        v.operator_id, v.channel, coalesce(p ->> 'note', ''), v_colleagues) then 'moved' else 'unchanged' end));
end
$$;
comment on function turno.act_move is 'An operator moves a ticket to another category (R12).';
alter function turno.act_move owner to turno_act;
revoke execute on function turno.act_move from public;
grant execute on function turno.act_move to turno_web;
