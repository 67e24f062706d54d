-- Purpose: how every act on a ticket ends: the form is kept, and whether he who acted still sees the ticket is said (R9).
-- Returns: p_result and {ok: true, ticket, seen}.
-- Calls:   form_keep. Writes: form_key.
create or replace function turno.act_end(p jsonb, p_session bigint, p_ticket bigint, p_result jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select form_keep(p_session, p, p_result || jsonb_build_object('ok', true, 'ticket', p_ticket,
        'seen', exists (select from ticket t where t.id = p_ticket)));
$$;
comment on function turno.act_end is 'How every act on a ticket ends.';
alter function turno.act_end owner to turno_act;
revoke execute on function turno.act_end from public;
