-- A document may lie inside of another: a member of a winmail.dat, a file uuencoded in a text. Its encoding then names each
-- step from the raw bytes to it, joined by "/"; OFFSET+LENGTH is a step too.

alter table turno.attachment
    drop constraint attachment_encoding_known,
    add constraint attachment_encoding_known check (encoding ~
        '^(7bit|8bit|binary|base64|quoted-printable|uuencode)(/(8bit|binary|7bit|base64|quoted-printable|uuencode|[0-9]{1,16}[+][0-9]{1,16})){0,7}$'),
    drop constraint attachment_lines,
    add constraint attachment_lines check ((line_chars is null and line_bytes is null)
        or (encoding like 'base64%' and line_chars > 0 and line_chars % 4 = 0 and line_bytes - line_chars in (1, 2)));
comment on column turno.attachment.encoding is
    'How the raw bytes become the document: a transfer encoding, or several steps of base/decode.h joined by "/".';
