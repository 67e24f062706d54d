-- Purpose: what an operator's mail says to the contact, for who decides whether it goes (R29): evidence itself is read by no web.
-- Returns: {text, documents: [{name, size}]}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_words(p_mail bigint)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select jsonb_build_object('text', m.evidence ->> 'reply_visible_text', 'documents',
        (select coalesce(jsonb_agg(jsonb_build_object('name', a ->> 'name', 'size', a -> 'size')), '[]')
            from jsonb_array_elements(coalesce(m.evidence -> 'attachments', '[]')) a))
    from turno.mail m where m.id = p_mail);
end
$$;
comment on function turno.mail_words(bigint) is 'Text and documents of an operator''s mail (R29).';
alter function turno.mail_words(bigint) owner to turno_gateway;
revoke execute on function turno.mail_words(bigint) from public;
grant execute on function turno.mail_words(bigint) to turno_act;
