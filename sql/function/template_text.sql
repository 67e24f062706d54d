-- Purpose: the office's own words for a mail, those for the ticket's status before those for all.
-- Returns: {subject, body}; null: the words that turno brings.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.template_text(p_name text, p_language text, p_status bigint default null)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('subject', t.subject, 'body', t.body)
    from turno.template t
    where t.name = p_name and t.language = p_language and (t.status_id is null or t.status_id = p_status)
    order by t.status_id nulls last limit 1;
$$;
comment on function turno.template_text is 'Words of the office for a mail (R34).';
revoke execute on function turno.template_text from public;
grant execute on function turno.template_text to turno_gateway, turno_act;
