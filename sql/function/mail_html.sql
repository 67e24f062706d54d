-- Purpose: where the HTML of a mail stands in its raw bytes, as the sandboxed reader saw it.
-- Returns: an attachment of evidence, its type with the charset; null when it has none, or was read before turno kept this.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_html(p_mail bigint)
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select m.evidence #> '{html,0}' from mail m where m.id = p_mail;
$$;
comment on function turno.mail_html(bigint) is 'Where the HTML of a mail stands in its raw bytes.';
alter function turno.mail_html(bigint) owner to turno_gateway;
revoke execute on function turno.mail_html(bigint) from public;
grant execute on function turno.mail_html(bigint) to turno_act;
