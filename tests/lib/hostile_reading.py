"""Mails that want the reader of their text to cost more than their length: MODES of hostile.py has the others.

Each generator takes the sender and n, about the number of bytes that matter.
"""
from lib.hostile import CRLF, TEXT, _base64_part, head, mixed, part, plain


def _times(piece, n):
    return piece * (n // len(piece))


def _report(sender, body, kind=b"message/delivery-status"):
    daemon = head("MAILER-DAEMON@" + sender.split("@")[1], subject=b"Undelivered Mail Returned to Sender", Return_Path=b"<>",
                  kind=b"multipart/report; report-type=delivery-status; boundary=xx")
    return daemon + CRLF + b"--xx\r\n" + TEXT + b"--xx\r\nContent-Type: " + kind + CRLF + CRLF + body + b"\r\n--xx--\r\n"


# Header

def address_commas(sender, n):
    return plain(sender, Cc=b"a@b.example" + b"," * n)


def address_semicolons(sender, n):
    return plain(sender, Cc=_times(b"; ", n))


def address_colons(sender, n):
    return plain(sender, Cc=b"<a@b.example>" + _times(b"x:", n))


def address_blanks(sender, n):
    return plain(sender, Cc=b"a@b.example" + b" " * n + b"x")


def address_words_open(sender, n):
    return plain(sender, Cc=_times(b"=?a?b", n))


def address_words(sender, n):
    return plain(sender, Cc=_times(b"=?utf-8?q?a=2C?= ", n) + b"<a@b.example>")


def address_nothing(sender, n):
    return plain(sender, Cc=_times(b"<>,", n))


def address_brackets(sender, n):
    return plain(sender, Cc=_times(b"a@b.example [mailto:c@d.example] ", n))


def references_open(sender, n):
    return plain(sender, References=b"<" * n)


def references_bare(sender, n):
    return plain(sender, References=_times(b"a@b ", n))


def message_id_blanks(sender, n):
    return plain(sender, In_Reply_To=b"<a" + b" " * n + b"@b.example>")


def words_open(sender, n):
    return plain(sender, subject=_times(b"=?utf-8?q?a ", n))


def parameters_open(sender, n):
    return plain(sender, kind=b"text/plain; " + _times(b"a=\"", n))


def parameters_extended(sender, n):
    return plain(sender, kind=b"text/plain" + _times(b"; name*=utf-8''%41", n))


def date_comments(sender, n):
    return plain(sender).replace(b"Date: Mon", b"Date: " + b"(" * n + b"Mon", 1)


# HTML

def html_attributes(sender, n):
    return plain(sender, b"<div " + b"".join(b"a%d=b " % i for i in range(n // 9)) + b">testo</div>", kind=b"text/html")


def html_same_attribute(sender, n):
    return plain(sender, b"<a " + _times(b"href='x' style=display:block ", n) + b">testo</a>", kind=b"text/html")


def html_attribute_open(sender, n):
    return plain(sender, _times(b"<p title=\"", n), kind=b"text/html")


def html_tag_open(sender, n):
    return plain(sender, b"<" + b"a" * n, kind=b"text/html")


def html_quotes(sender, n):
    return plain(sender, b"Risposta" + _times(b"<blockquote type=cite>x", n), kind=b"text/html")


def html_quotes_closed(sender, n):
    return plain(sender, b"Risposta" + _times(b"<blockquote>x</blockquote>y", n), kind=b"text/html")


def html_links(sender, n):
    return plain(sender, _times(b"<a href=\"https://a.example/\">qui</a> ", n), kind=b"text/html")


def html_cells(sender, n):
    return plain(sender, b"<table>" + _times(b"<tr><td>a<td>b", n), kind=b"text/html")


def html_hidden(sender, n):
    return plain(sender, _times(b"<div style='display:none'>x", n), kind=b"text/html")


def html_ends(sender, n):
    return plain(sender, b"<b>" + _times(b"</div></table></blockquote>", n), kind=b"text/html")


def html_white(sender, n):
    return plain(sender, _times(b" \t\r\n&nbsp;", n) + b"x", kind=b"text/html")


# Quotes, signatures and forwards

def quote_heads(sender, n):
    return plain(sender, b"Si.\r\n" + _times(b"Il giorno lun 2 nov 2026 alle ore 10:00 Anna <a@b.example> ha scritto:\r\n", n))


def quote_heads_broken(sender, n):
    return plain(sender, b"Si.\r\n" + _times(b"On Mon, Nov 2, 2026 at 10:00 AM Anna\r\n<a@b.example>\r\n", n))


def quote_and_answer(sender, n):
    return plain(sender, b"Il 2/11/2026 Anna ha scritto:\r\n" + _times(b"> domanda\r\nrisposta\r\n", n))


def quote_deeper(sender, n):
    return plain(sender, _times(b"".join(b">" * depth + b" x\r\n" for depth in range(30)), n))


def outlook_heads(sender, n):
    one = b"Da: Anna <a@b.example>\r\nInviato: 2 novembre 2026 10:00\r\nA: c@d.example\r\nOggetto: prova\r\n\r\nx\r\n"
    return plain(sender, b"Vedi sotto.\r\n\r\n" + _times(one, n))


def outlook_lines(sender, n):
    return plain(sender, b"Vedi sotto.\r\n" + _times(b"Da: Anna\r\n", n))


def forward_heads(sender, n):
    one = b"---------- Forwarded message ---------\r\nFrom: Anna <a@b.example>\r\nDate: x\r\nSubject: y\r\nTo: c@d.example\r\n\r\nx\r\n"
    return plain(sender, b"Vedi sotto.\r\n\r\n" + _times(one, n), subject=b"Fwd: prova")


def forward_separators(sender, n):
    return plain(sender, _times(b"-----Messaggio originale-----\r\n", n), subject=b"I: prova")


def forward_recipients(sender, n):
    return plain(sender, b"---------- Forwarded message ---------\r\nFrom: Anna <a@b.example>\r\nTo: "
                 + _times(b"c@d.example, ", n) + b"\r\nSubject: y\r\n\r\nx\r\n", subject=b"Fwd: prova")


def forward_folded(sender, n):
    return plain(sender, b"---------- Forwarded message ---------\r\nFrom: Anna <a@b.example>\r\nTo: "
                 + _times(b"\r\n c", n) + b"\r\nSubject: y\r\n\r\nx\r\n", subject=b"Fwd: prova")


def forward_attached(sender, n):
    inner = b"From: Anna <a@b.example>\r\nSubject: y\r\n\r\n" + _times(b"riga\r\n", n)
    return mixed(sender, TEXT, part(b"message/rfc822", inner))


def signatures(sender, n):
    return plain(sender, _times(b"-- \r\nMario Rossi\r\n", n))


def underscores(sender, n):
    return plain(sender, _times(b"________________________________\r\n", n))


def white_lines(sender, n):
    return plain(sender, b"Si.\r\n" + _times(b"   \r\n\r\n", n) + b"fine\r\n")


def white_line(sender, n):
    return plain(sender, b"Si." + b" " * n + b"fine\r\n" + b" " * n + CRLF)


def colons(sender, n):
    return plain(sender, _times(b"a: ", n) + CRLF + _times(b":\r\n", n))


def addresses_in_text(sender, n):
    return plain(sender, _times(b"a@b.example <c@d.example>; ", n))


def pgp_signed(sender, n):
    return plain(sender, _times(b"-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n- -- x\r\n-----BEGIN PGP SIGNATURE-----\r\n", n))


def flowed(sender, n):
    return plain(sender, _times(b"> parole \r\n", n) + _times(b"parole \r\n", n), kind=b"text/plain; format=flowed; delsp=yes")


def enriched(sender, n):
    return plain(sender, _times(b"<bold><excerpt><<x<param>y</param>", n), kind=b"text/enriched")


def calendar(sender, n):
    event = b"BEGIN:VEVENT\r\nSUMMARY:Riunione\\, x\r\n y\r\nDTSTART:20261102T100000Z\r\nATTENDEE;CN=\"a;b\":mailto:a@b.example\r\nEND:VEVENT\r\n"
    return plain(sender, b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n" + _times(event, n), kind=b"text/calendar; method=REQUEST")


def calendar_folded(sender, n):
    return plain(sender, b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:" + _times(b"x\\n\r\n ", n), kind=b"text/calendar")


# Machines

def authres(sender, n):
    results = b"".join(b"; dkim=pass (a(b)c) header.d=x%d.example reason=\"r\"" % i for i in range(n // 52))
    return b"Authentication-Results: mx.example" + results + CRLF + plain(sender)


def authres_fields(sender, n):
    return _times(b"Authentication-Results: mx.example; spf=pass smtp.mailfrom=a@b.example\r\n", n) + plain(sender)


def authres_comments(sender, n):
    return b"Authentication-Results: mx.example " + b"(" * n + b" spf=pass\r\n" + plain(sender)


def authres_properties(sender, n):
    return b"Authentication-Results: mx.example; spf=pass" + _times(b" smtp.a=\"b\"", n) + CRLF + plain(sender)


def _certified(sender, xml):
    parts = (TEXT, part(b"application/xml; name=daticert.xml", xml), part(b"message/rfc822; name=postacert.eml", b"Subject: x\r\n\r\nx"))
    body = b"".join(b"--xx\r\n" + one + CRLF for one in parts)
    return (head(sender, subject=b"POSTA CERTIFICATA: x", kind=b"multipart/mixed; boundary=xx",
                 X_Trasporto=b"posta-certificata", X_Riferimento_Message_ID=b"<a@b.example>") + CRLF + body + b"--xx--\r\n")


def daticert_recipients(sender, n):
    return _certified(sender, b"<postacert tipo=\"posta-certificata\"><intestazione>"
                      + _times(b"<destinatari tipo=\"esterno\">a@b.example</destinatari>", n) + b"</intestazione></postacert>")


def daticert_nested(sender, n):
    return _certified(sender, b"<postacert>" + _times(b"<dati>", n))


def daticert_attributes(sender, n):
    return _certified(sender, b"<postacert " + _times(b"a=\"b\" ", n) + b"><dati/></postacert>")


def daticert_entities(sender, n):
    return _certified(sender, b"<postacert><intestazione><oggetto>" + _times(b"&amp;&lt;", n) + b"</oggetto></intestazione></postacert>")


def signed_opaque(sender, n):
    """BER of indefinite length, one inside the other."""
    return mixed(sender, TEXT, _base64_part(b"application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
                                            bytes.fromhex("308006092a864886f70d010702a0803080") + b"\x30\x80" * (n // 2)))


def signed_opaque_pieces(sender, n):
    """Content as very many small octet strings."""
    start = bytes.fromhex("308006092a864886f70d010702a080308002010131003080") + bytes.fromhex("06092a864886f70d010701a0802480")
    return mixed(sender, TEXT, _base64_part(b"application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
                                            start + b"\x04\x01a" * (n // 3) + bytes(12)))


def tnef_attributes(sender, n):
    """Well-formed attributes of level 2, four bytes each."""
    return mixed(sender, TEXT, _base64_part(b"application/ms-tnef; name=winmail.dat", bytes.fromhex("789f3e220100")
                                            + _times(b"\x02\x0f\x80\x06\x00\x04\x00\x00\x00abcd\x8a\x01", n)))


def apple_double(sender, n):
    entries = b"".join((3).to_bytes(4, "big") + (26).to_bytes(4, "big") + (9).to_bytes(4, "big") for _ in range(n // 12))
    return mixed(sender, TEXT, _base64_part(b"application/applefile; name=a", bytes.fromhex("0005160700020000") + bytes(16)
                                            + (n // 12 % 65536).to_bytes(2, "big") + entries))


def uuencode_heads(sender, n):
    return plain(sender, _times(b"begin 644 a.bin\r\n", n))


def report_text(sender, n):
    one = b"<a@b.example>: host mx.example said: 550 5.1.1 <a@b.example>: no such user (in reply to RCPT TO command)\r\n"
    return (head("MAILER-DAEMON@" + sender.split("@")[1], subject=b"Undelivered Mail Returned to Sender", Return_Path=b"<>")
            + CRLF + b"This message could not be delivered.\r\n" + _times(one, n))


def report_codes(sender, n):
    return (head("MAILER-DAEMON@" + sender.split("@")[1], subject=b"Delivery failed", Return_Path=b"<>") + CRLF
            + b"Undeliverable.\r\n" + _times(b"5.1.1 550 ", n))


def report_groups(sender, n):
    return _report(sender, b"Reporting-MTA: dns; x\r\n\r\n"
                   + _times(b"Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n", n))


def report_fields(sender, n):
    return _report(sender, _times(b"Diagnostic-Code: smtp; 550 5.1.1 no\r\n", n))


def report_returned(sender, n):
    return _report(sender, b"Subject: x\r\n" + _times(b"Message-ID: <a@b.example>\r\n", n), b"text/rfc822-headers")


def report_disposition(sender, n):
    return _report(sender, _times(b"Disposition: manual-action/MDN-sent-manually; displayed\r\n", n), b"message/disposition-notification")


def tokens(sender, n):
    return plain(sender, subject=_times(b"[#1.1.abcdefghijklmnop] ", min(n, 60000)))


def delivered_to(sender, n):
    return _times(b"Delivered-To: desk+c.1.2.1.abcdefghijklmnop@x.example\r\n", n) + plain(sender)


READING = {make.__name__: make for make in (
    address_commas, address_semicolons, address_colons, address_blanks, address_words_open, address_words, address_nothing,
    address_brackets, references_open, references_bare, message_id_blanks, words_open, parameters_open, parameters_extended,
    date_comments, html_attributes, html_same_attribute, html_attribute_open, html_tag_open, html_quotes, html_quotes_closed, html_links,
    html_cells, html_hidden, html_ends, html_white, quote_heads, quote_heads_broken, quote_and_answer, quote_deeper,
    outlook_heads, outlook_lines, forward_heads, forward_separators, forward_recipients, forward_folded, forward_attached,
    signatures, underscores, white_lines, white_line, colons, addresses_in_text, pgp_signed, flowed, enriched, calendar,
    calendar_folded, authres, authres_fields, authres_comments, authres_properties, daticert_recipients, daticert_nested,
    daticert_attributes, daticert_entities, signed_opaque, signed_opaque_pieces, tnef_attributes, apple_double, uuencode_heads,
    report_text, report_codes, report_groups, report_fields, report_returned, report_disposition, tokens, delivered_to)}
