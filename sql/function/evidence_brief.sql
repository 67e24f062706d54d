-- Purpose: evidence without the texts of the mail, which are long and which a post holds, and without its header, which the raw mail has.
-- Returns: p_evidence less headers, body_text, reply_visible_text, quoted_text, signature_text and the texts of forwarded.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.evidence_brief(p_evidence jsonb)
returns jsonb
language sql immutable
as $$
    select (p_evidence - '{headers,body_text,reply_visible_text,quoted_text,signature_text}'::text[])
        #- '{forwarded,message}' #- '{forwarded,body_text}' #- '{forwarded,embedded_text}';
$$;
comment on function turno.evidence_brief is 'Evidence without header and texts of the mail.';
revoke execute on function turno.evidence_brief from public;
grant execute on function turno.evidence_brief to turno_gateway;
