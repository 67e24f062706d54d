-- A document may lie inside of a mail that was signed as one block (application/pkcs7-mime): the step "cms".

alter table turno.attachment
    drop constraint attachment_encoding_known,
    add constraint attachment_encoding_known check (encoding ~
        '^(7bit|8bit|binary|base64|quoted-printable|uuencode)(/(8bit|binary|7bit|base64|quoted-printable|uuencode|cms|[0-9]{1,16}[+][0-9]{1,16})){0,7}$');
