-- Purpose: what showing the HTML of a mail, as it came, needs to know (p: mail), for operators.
-- Returns: as page_attachment; type is text/html, with a charset where one is known. TU004 for nobody, TU002 when there is none that he
--          may read (R9, R24).
-- Calls:   viewer_required, original_blob, mail_html. Writes: nothing.
create or replace function turno.page_html(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_mail bigint := (p ->> 'mail')::bigint;
    v_html jsonb;
begin
    perform viewer_required();
    if original_blob(v_mail) is not null then
        v_html := mail_html(v_mail);
    end if;
    if v_html is null or v_html ->> 'type' !~ '^text/html(; charset=[A-Za-z0-9_.:-]{1,40})?$' then
        raise exception using errcode = 'TU002', message = 'There is no such mail.';
    end if;
    return jsonb_build_object('id', v_mail, 'name', format('mail-%s.html', v_mail), 'type', v_html ->> 'type', 'size', v_html -> 'size',
        'sha256', v_html ->> 'sha256', 'encoding', v_html ->> 'encoding', 'line_chars', v_html -> 'line_chars', 'line_bytes', v_html -> 'line_bytes');
end
$$;
comment on function turno.page_html(jsonb) is 'The HTML of a mail as it came, for an operator.';
alter function turno.page_html(jsonb) owner to turno_act;
revoke execute on function turno.page_html(jsonb) from public;
grant execute on function turno.page_html(jsonb) to turno_web;
