-- Purpose: a conversation for its export (R27; p: ticket, language): what that operator sees, or the owner of the database.
-- Returns: {kind: ticket, exported_at, tickets: [the ticket as ticket_json], files}. TU002 when he may not see it, and for
--          contacts, who have contact_export.
-- Calls:   viewer, ticket_json, export_files or export_files_seen. Writes: nothing.
create or replace function turno.ticket_export(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_ticket bigint := (p ->> 'ticket')::bigint;
    v_json jsonb := ticket_json(v_ticket, p ->> 'language');
    v_files jsonb;
begin
    if v_json is null or exists (select from viewer() v where v.contact_id is not null) then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    -- Not in one expression: who may call the one may not call the other.
    if current_user = 'turno_web' then
        v_files := export_files_seen(v_ticket);
    else
        v_files := export_files(v_ticket);
    end if;
    return jsonb_build_object('kind', 'ticket', 'exported_at', now(), 'tickets', jsonb_build_array(v_json),
        'files', v_files);
end
$$;
comment on function turno.ticket_export(jsonb) is 'A conversation with its files, for an export (R27).';
revoke execute on function turno.ticket_export(jsonb) from public;
grant execute on function turno.ticket_export(jsonb) to turno_web;
