-- Purpose: an operator raises or lowers a ticket (R11; p: ticket, level, note, chosen, confirm, form_key). A raise where nobody active
--          has the category at Advanced asks first (R10).
-- Returns: {ok, ticket, seen, done: raised, lowered or unchanged} or {ok: false, errors: {level: form, nobody, level (that it has, with a
--          note, which would be lost); chosen: unseen}}.
-- Calls:   act_begin, act_ids, ticket_seers, ticket_level, act_end. Writes: what ticket_level does.
create or replace function turno.act_level(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_level text := coalesce(p ->> 'level', '');
    v_chosen bigint[] := act_ids(p -> 'chosen');
    v_errors jsonb := '{}';
begin
    select * into v from act_begin(p, true);
    if v.done is not null then
        return v.done;
    end if;
    if v_level not in ('base', 'advanced') then
        v_errors := '{"level": "form"}';
    elsif v_level = 'advanced' and not coalesce((p ->> 'confirm')::boolean, false) and not exists (select from operator_scope s
            join operator o on o.id = s.operator_id and o.is_active
            where s.category_id = v.category_id and s.level = 'advanced') then
        v_errors := '{"level": "nobody"}';
    elsif not v_chosen <@ array(select ticket_seers(v.ticket_id, v.category_id, v_level)) then
        v_errors := '{"chosen": "unseen"}';
    elsif v.level = v_level and btrim(p ->> 'note', E' \t\n\r') <> '' then
        v_errors := '{"level": "level"}';
    end if;
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    end if;
    return act_end(p, v.session_id, v.ticket_id, jsonb_build_object('done', case
        when not ticket_level(v.ticket_id, v_level, 'operator', v.operator_id, v.channel, coalesce(p ->> 'note', ''), v_chosen) then 'unchanged'
        when v_level = 'advanced' then 'raised' else 'lowered' end));
end
$$;
comment on function turno.act_level is 'An operator raises or lowers a ticket (R11).';
alter function turno.act_level owner to turno_act;
revoke execute on function turno.act_level from public;
grant execute on function turno.act_level to turno_web;
