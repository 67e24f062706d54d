-- Purpose: an internal note (R21, R22): needs text, may tell colleagues who see the ticket. Touches no turn (R15).
--          p_operator null: the system writes.
-- Returns: id of the post; TU003 without text or when a colleague may not see the ticket.
-- Calls:   post_add, colleagues_tell. Writes: post, attachment, event, post_notified, outbox.
create or replace function turno.ticket_note(p_ticket bigint, p_operator bigint, p_channel text, p_text text,
    p_colleagues bigint[] default '{}', p_uploads bigint[] default '{}')
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_text text := rtrim(ltrim(coalesce(p_text, ''), E'\n\r'), E' \t\n\r');
    v_post bigint;
begin
    if btrim(v_text, E' \t\n\r') = '' then
        raise exception using errcode = 'TU003', message = 'A note needs text.';
    end if;
    v_post := turno.post_add(p_ticket, 'note', case when p_operator is null then 'system' else 'operator' end, p_operator,
        p_channel, v_text, v_text, p_uploads => p_uploads);
    perform turno.colleagues_tell(p_ticket, v_post, 'note', p_operator, p_colleagues);
    return v_post;
end
$$;
comment on function turno.ticket_note is 'Writes an internal note and tells the colleagues named (R21, R22).';
alter function turno.ticket_note owner to turno_gateway;
revoke execute on function turno.ticket_note from public;
grant execute on function turno.ticket_note to turno_act;
