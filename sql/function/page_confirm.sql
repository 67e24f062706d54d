-- Purpose: the page behind a link that confirms (p: token): a mail in an operator's name (M20), or the address of who asks for a ticket
--          (R3). To look changes nothing; who holds the token has the mail that it came in.
-- Returns: {valid, office, what: mail | request, language: the operator's, and of a mail what confirmation_show gives}.
-- Calls:   confirmation_find, confirmation_show, request_look, office_name. Writes: nothing.
create or replace function turno.page_confirm(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
begin
    select * into v from confirmation_find(p ->> 'token');
    if found then
        return jsonb_build_object('valid', true, 'office', office_name(), 'is_mail', true, 'language', v.language)
            || confirmation_show(v.mail_id, v.operator_id, v.ticket_id, v.role, v.language);
    end if;
    return request_look(p) || '{"is_mail": false}';
end
$$;
comment on function turno.page_confirm(jsonb) is 'What a link that confirms shows before anybody does (M20, R3).';
alter function turno.page_confirm(jsonb) owner to turno_act;
revoke execute on function turno.page_confirm(jsonb) from public;
grant execute on function turno.page_confirm(jsonb) to turno_web;
