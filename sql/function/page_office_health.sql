-- Purpose: how the mail system does, for administrators: turno health and what of turno check is about it (M1, R10).
-- Returns: as summary_report, of each mailbox folders too: as mailbox_folders (the mails on the server, accounted for by outcome, and
--          those missing). TU002 for who is no administrator.
-- Calls:   admin_required, health_numbers, mailbox_folders. Writes: nothing.
create or replace function turno.page_office_health(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v jsonb;
begin
    perform admin_required();
    v := health_numbers();
    return v || jsonb_build_object('mailboxes', (select coalesce(jsonb_agg(b || jsonb_build_object('folders', mailbox_folders(m.id)) order by n), '[]')
        from jsonb_array_elements(v -> 'mailboxes') with ordinality x(b, n) join mailbox m on m.name = b ->> 'name'));
end
$$;
comment on function turno.page_office_health(jsonb) is 'How the mail system does, for administrators.';
alter function turno.page_office_health(jsonb) owner to turno_act;
revoke execute on function turno.page_office_health(jsonb) from public;
grant execute on function turno.page_office_health(jsonb) to turno_web;
