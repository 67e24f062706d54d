-- Purpose: the parked mail of a token (M20), while it waits, for an operator who is active and sees its ticket (R9); one that opens a
--          ticket waits in triage.
-- Returns: one row, or none: ticket is the one that a merge led to, null for one that opens a ticket (role f).
-- Calls:   ticket_target, operator_sees. Writes: nothing.
create or replace function turno.confirmation_find(p_token text)
returns table (mail_id bigint, operator_id bigint, ticket_id bigint, role text, language text)
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select c.mail_id, c.operator_id, t.id, c.role, o.language
    from turno.confirmation c
    join turno.mail m on m.id = c.mail_id and m.outcome = case c.role when 'f' then 'triage' else 'held' end and m.evidence is not null
    join turno.operator o on o.id = c.operator_id
    cross join lateral (select turno.ticket_target(m.ticket_id) as id) t
    where c.token_sha256 = sha256(convert_to(p_token, 'UTF8')) and c.expires_at > now()
        and case c.role when 'f' then o.is_active else turno.operator_sees(o.id, t.id) end;
$$;
comment on function turno.confirmation_find(text) is 'The parked mail of a token (M20).';
alter function turno.confirmation_find(text) owner to turno_gateway;
revoke execute on function turno.confirmation_find(text) from public;
grant execute on function turno.confirmation_find(text) to turno_act;
