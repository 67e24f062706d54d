-- Purpose: the raw bytes of a mail, piece by piece.
-- Returns: chunk p_seq (from 0), null past the end.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_chunk(p_mail bigint, p_seq integer)
returns bytea
language sql stable
as $$
    select c.bytes from turno.mail m
    join turno.blob_chunk c on c.blob_id = m.blob_id and c.seq = p_seq
    where m.id = p_mail;
$$;
comment on function turno.mail_chunk is 'A chunk of the raw bytes of a mail.';
revoke execute on function turno.mail_chunk from public;
grant execute on function turno.mail_chunk to turno_gateway;
