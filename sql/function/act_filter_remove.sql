-- Purpose: an operator removes a filter that he keeps (p: name – none: the one in force), or one part of it (key, and value where it has
--          several); form_key (R26).
-- Returns: {ok, done, filter: what is left}; TU003 when there is no such filter.
-- Calls:   viewer_required, form_done, filter_without, form_keep. Writes: saved_filter, form_key.
create or replace function turno.act_filter_remove(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_operator bigint;
    v_session bigint;
    v_name text := btrim(coalesce(p ->> 'name', ''));
    v_key text := p ->> 'key';
    v_filter jsonb;
    v_done jsonb;
begin
    select v.operator_id, v.session_id into v_operator, v_session from viewer_required() v;
    v_done := form_done(v_session, p);
    if v_done is not null then
        return v_done;
    end if;
    select s.filter into v_filter from saved_filter s where s.operator_id = v_operator and s.name = v_name for update;
    if not found then
        raise exception using errcode = 'TU003', message = 'There is no such filter any more.';
    end if;
    v_filter := case when v_key is null then '{}' when p ? 'value' then filter_without(v_filter, v_key, p ->> 'value') else v_filter - v_key end;
    if v_filter = '{}' then
        delete from saved_filter s where s.operator_id = v_operator and s.name = v_name;
    else
        update saved_filter s set filter = v_filter, changed_at = now() where s.operator_id = v_operator and s.name = v_name;
    end if;
    return form_keep(v_session, p, jsonb_build_object('ok', true, 'done', 'filter_removed', 'filter', v_filter));
end
$$;
comment on function turno.act_filter_remove(jsonb) is 'Removes a kept filter of the ticket list, or a part of it (R26).';
alter function turno.act_filter_remove(jsonb) owner to turno_act;
revoke execute on function turno.act_filter_remove(jsonb) from public;
grant execute on function turno.act_filter_remove(jsonb) to turno_web;
