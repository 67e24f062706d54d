-- Purpose: an operator keeps a filter of the ticket list until he removes it (p: filters; contact_id, or contact: words by which
--          contacts are found, added to them; name – none: the one in force, which an empty filter ends; "from": the name of a kept one
--          puts that in force; form_key) (R26).
-- Returns: {ok, done, filter} or {ok: false, errors: {field: word}}; TU003 when there is no filter of that name, and for a contact.
-- Calls:   viewer_required, form_done, ticket_filter, page_contact_find, form_keep. Writes: saved_filter, form_key.
create or replace function turno.act_filter_keep(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_operator bigint;
    v_session bigint;
    v_name text := btrim(coalesce(p ->> 'name', ''));
    v_filter jsonb := ticket_filter(p -> 'filters');
    v_contact text := btrim(coalesce(p ->> 'contact', ''));
    v_contacts jsonb;
    v_result jsonb;
begin
    select v.operator_id, v.session_id into v_operator, v_session from viewer_required() v;
    v_result := form_done(v_session, p);
    if v_result is not null then
        return v_result;
    elsif v_operator is null then
        raise exception using errcode = 'TU003', message = 'Only operators keep filters.';
    elsif p ? 'from' then
        select s.filter into v_filter from saved_filter s where s.operator_id = v_operator and s.name = p ->> 'from';
        if not found then
            raise exception using errcode = 'TU003', message = 'There is no such filter any more.';
        end if;
    end if;
    if p ? 'contact_id' then
        v_contacts := jsonb_build_array(p -> 'contact_id');
    elsif v_contact <> '' then
        v_contacts := (select jsonb_agg(c -> 'id') from jsonb_array_elements(page_contact_find(jsonb_build_object('text', v_contact)) -> 'contacts') c);
        if v_contacts is null then
            return '{"ok": false, "errors": {"contact": "nobody_found"}}';
        end if;
    end if;
    v_filter := ticket_filter(v_filter || jsonb_build_object('contact', coalesce(v_filter -> 'contact', '[]') || coalesce(v_contacts, '[]')));
    if length(v_name) > 60 then
        return '{"ok": false, "errors": {"name": "long"}}';
    elsif v_filter = '{}' and v_name = '' then
        delete from saved_filter s where s.operator_id = v_operator and s.name = '';
        return form_keep(v_session, p, '{"ok": true, "done": "filter_removed", "filter": {}}');
    elsif v_filter = '{}' then
        return '{"ok": false, "errors": {"filters": "empty"}}';
    elsif (select count(*) >= 50 from saved_filter s where s.operator_id = v_operator and s.name <> v_name) then
        return '{"ok": false, "errors": {"name": "many"}}';
    end if;
    insert into saved_filter (operator_id, name, filter) values (v_operator, v_name, v_filter)
    on conflict (operator_id, name) do update set filter = excluded.filter, changed_at = now();
    return form_keep(v_session, p,
        jsonb_build_object('ok', true, 'done', case v_name when '' then 'filter_kept' else 'filter_named' end, 'filter', v_filter));
end
$$;
comment on function turno.act_filter_keep(jsonb) is 'Keeps a filter of the ticket list for an operator (R26).';
alter function turno.act_filter_keep(jsonb) owner to turno_act;
revoke execute on function turno.act_filter_keep(jsonb) from public;
grant execute on function turno.act_filter_keep(jsonb) to turno_web;
