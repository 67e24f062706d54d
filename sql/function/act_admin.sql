-- Purpose: an administrator changes what the office set up (R4; p: noun, verb, values as the same command of turno(1) takes them,
--          form_key; confirm: the key of his own password, where it is about who may enter). A password comes as salt and
--          derived key, like everywhere; null takes a contact's away.
-- Returns: {ok, done: as the command shows it, is_again: it was done before} or {ok: false, errors: {FIELD: sentence}}, form where it is no
--          single field. What is shown this once (a key) is not kept with the form. TU002 for who is no administrator.
-- Calls:   admin_required, form_done, admin_function and what it names, admin_terminal_only, admin_asks_password, admin_confirmed, admin_log_add, form_keep. Writes: what that does; admin_log.
create or replace function turno.act_admin(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_function text := admin_function(p ->> 'noun', p ->> 'verb');
    v_values jsonb := coalesce(p -> 'values', '{}');
    v_result jsonb;
    v_field text;
begin
    select * into v_viewer from admin_required();
    v_result := form_done(v_viewer.session_id, p);
    if v_result is not null then
        return v_result || '{"is_again": true}';
    elsif v_function is null or p ->> 'verb' in ('list', 'show') or jsonb_typeof(v_values) <> 'object' then
        raise exception using errcode = 'TU002', message = 'There is no such page.';
    elsif v_values ?| admin_terminal_only(p ->> 'noun') and p ->> 'verb' in ('add', 'set') then
        return jsonb_build_object('ok', false, 'errors', jsonb_build_object('form',
            'The server of a mailbox is set with its password, on its own page; a secret file at the terminal: turno mailbox set.'));
    elsif admin_asks_password(p ->> 'noun', p ->> 'verb', v_values) and not admin_confirmed(v_viewer.operator_id, p ->> 'confirm') then
        return '{"ok": false, "errors": {"confirm": "password"}}';
    elsif v_values ? 'password' and password_errors(v_values -> 'password') <> '{}'
        and not (p ->> 'noun' = 'contact' and v_values -> 'password' = 'null') then
        return jsonb_build_object('ok', false, 'errors', password_errors(v_values -> 'password'));
    end if;
    begin
        execute format('select turno.%I($1)', v_function) into v_result using v_values;
    exception
        when sqlstate 'TU003' then
            get stacked diagnostics v_field = column_name;
            return jsonb_build_object('ok', false, 'errors', jsonb_build_object(coalesce(nullif(v_field, ''), 'form'), sqlerrm));
        when data_exception or integrity_constraint_violation then
            return jsonb_build_object('ok', false, 'errors', jsonb_build_object('form',
                'A value is not what its field takes, or something else uses it.'));
    end;
    perform admin_log_add(v_viewer.operator_id, p ->> 'noun', p ->> 'verb', coalesce(
        case when v_result ? 'tag' then concat_ws(' → ', v_result ->> 'was', v_result ->> 'tag') end, v_result ->> 'login', v_result ->> 'path',
        v_result ->> 'name_it', v_result ->> 'key', v_values ->> 'address', v_result ->> 'name', v_result ->> 'removed',
        v_result ->> 'id', v_result ->> 'ticket', v_values ->> 'login', v_values ->> 'key', v_values ->> 'id'), v_values);
    perform form_keep(v_viewer.session_id, p, jsonb_build_object('ok', true, 'done',
        case jsonb_typeof(v_result) when 'object' then v_result - case p ->> 'noun' when 'apikey' then 'key' else '' end else v_result end));
    return jsonb_build_object('ok', true, 'done', v_result);
end
$$;
comment on function turno.act_admin(jsonb) is 'The administration by the web (R4).';
alter function turno.act_admin(jsonb) owner to turno_act;
revoke execute on function turno.act_admin(jsonb) from public;
grant execute on function turno.act_admin(jsonb) to turno_web;
