-- Purpose: what an operator's mail would be (M23): his address says reply (r) or note (n). Without it, what it answers: to a mail about a
--          note or about one of his own that was parked it is a note, for that text is internal.
-- Returns: r or n.
-- Calls:   token_check. Writes: nothing.
create or replace function turno.operator_role(p_evidence jsonb, p_thread jsonb)
returns text
language plpgsql stable
as $$
begin
    return case when p_thread ->> 'role' in ('r', 'n') then p_thread ->> 'role' else coalesce((
        select case when o.kind in ('parked', 'transcript') or p.kind = 'note' then 'n' else 'r' end
        from jsonb_array_elements(coalesce(p_evidence #> '{tokens,message}', '[]')) with ordinality x(t, n)
        join turno.outbox o on o.id = (t ->> 'outbox')::bigint
        left join turno.post p on p.id = o.post_id
        where n <= 20 and turno.token_check('message', 'm', (t ->> 'ticket')::bigint, o.id, (t ->> 'key')::bigint, t ->> 'mac')
        order by n limit 1), 'r') end;
end
$$;
comment on function turno.operator_role(jsonb, jsonb) is 'Whether an operator''s mail is a reply or a note (M23).';
revoke execute on function turno.operator_role(jsonb, jsonb) from public;
grant execute on function turno.operator_role(jsonb, jsonb) to turno_gateway;
