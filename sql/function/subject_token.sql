-- Purpose: the token in the subject of mail to a contact (M16 (4)).
-- Returns: [#TICKET.KEY.MAC]
-- Calls:   token_make. Writes: nothing.
create or replace function turno.subject_token(p_ticket bigint, p_contact bigint)
returns text
language plpgsql stable
as $$
begin
    return (select '[#' || p_ticket || '.' || turno.token_make('subject', 'c', p_ticket, p_contact) || ']');
end
$$;
comment on function turno.subject_token is 'Signed token in the subject of a contact''s mail (M16).';
revoke execute on function turno.subject_token from public;
grant execute on function turno.subject_token to turno_gateway;
