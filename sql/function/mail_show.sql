-- Purpose: one mail, for turno mail show.
-- Returns: as mail_json; TU002 when there is none.
-- Calls:   mail_json. Writes: nothing.
create or replace function turno.mail_show(p_mail bigint)
returns jsonb
language plpgsql stable
as $$
declare
    v_mail jsonb := turno.mail_json(p_mail);
begin
    if v_mail is null then
        raise exception using errcode = 'TU002', message = format('There is no mail %s.', p_mail);
    end if;
    return v_mail;
end
$$;
comment on function turno.mail_show is 'One mail of the ledger as JSON.';
revoke execute on function turno.mail_show from public;
grant execute on function turno.mail_show to turno_gateway;
