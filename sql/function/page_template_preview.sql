-- Purpose: for an administrator who writes the words of a mail (R4; p: name, language, status, kind, and the words: subject and body, or
--          text; without words those that hold now): the mail with made-up data.
-- Returns: {ok, mail: an envelope, for compose} or {ok: false, errors: {FIELD or form: sentence}}: the sentence that would refuse to save
--          them. TU002 for who is no administrator.
-- Calls:   admin_required, template_preview. Writes: nothing.
create or replace function turno.page_template_preview(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_field text;
begin
    perform admin_required();
    return jsonb_build_object('ok', true, 'mail', template_preview(p));
exception when sqlstate 'TU003' then
    get stacked diagnostics v_field = column_name;
    return jsonb_build_object('ok', false, 'errors', jsonb_build_object(coalesce(nullif(v_field, ''), 'form'), sqlerrm));
end
$$;
comment on function turno.page_template_preview(jsonb) is 'A mail of made-up data in the words of a form (R34).';
alter function turno.page_template_preview(jsonb) owner to turno_act;
revoke execute on function turno.page_template_preview(jsonb) from public;
grant execute on function turno.page_template_preview(jsonb) to turno_web;
