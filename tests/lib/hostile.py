"""Mails that want to hurt whoever reads them, each made by one function.

Every mail names its sender, a Message-ID of its own and ends its lines with CRLF unless it is about just that.
`n` scales a mail: MODES gives the number that the suite uses and the one that the design names (TURNO_FULL=1).
"""
import base64
import gzip
import io
import random
import struct
import uuid
import zipfile
from pathlib import Path
from typing import NamedTuple

CRLF = b"\r\n"
MIB = 1 << 20


def head(sender, subject=b"Mail difficile", kind=b"text/plain; charset=utf-8", **more):
    """The header of a mail, without the empty line."""
    fields = [b"From: Prova <" + sender.encode() + b">", b"To: poison@demo.example", b"Subject: " + subject,
              b"Message-ID: <" + uuid.uuid4().hex.encode() + b"@hostile.example>",
              b"Date: Mon, 02 Nov 2026 10:00:00 +0000", b"MIME-Version: 1.0", b"Content-Type: " + kind]
    fields += [name.replace("_", "-").encode() + b": " + value for name, value in more.items()]
    return CRLF.join(fields) + CRLF


def plain(sender, text=b"Buongiorno.\r\n", **more):
    return head(sender, **more) + CRLF + text


def mixed(sender, *parts, kind=b"multipart/mixed"):
    """A multipart of parts, each given as header and body."""
    body = b"".join(b"--xx\r\n" + part + CRLF for part in parts)
    return head(sender, kind=kind + b"; boundary=xx") + CRLF + body + b"--xx--\r\n"


TEXT = b"Content-Type: text/plain\r\n\r\nTesto leggibile.\r\n"


def part(kind, body, *fields):
    return CRLF.join((b"Content-Type: " + kind, *fields)) + CRLF + CRLF + body


# Structure

def nested_multipart(sender, n):
    inner = b"".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (i, i + 1) for i in range(n))
    return head(sender, kind=b"multipart/mixed; boundary=b0") + CRLF + inner + b"--b%d\r\n" % n + TEXT


def nested_rfc822(sender, n):
    return head(sender, kind=b"message/rfc822") + CRLF + b"Content-Type: message/rfc822\r\n\r\n" * n + b"Subject: fondo\r\n\r\nx\r\n"


def same_boundary(sender, n):
    inner = b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * n
    return head(sender, kind=b"multipart/mixed; boundary=b") + CRLF + inner + b"--b\r\n" + TEXT


def many_parts(sender, n):
    return head(sender, kind=b"multipart/mixed; boundary=x") + CRLF + b"--x\r\n" + TEXT + b"--x\r\n\r\na\r\n" * n + b"--x--\r\n"


def many_attachments(sender, n):
    one = b"--x\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD\r\n"
    return head(sender, kind=b"multipart/mixed; boundary=x") + CRLF + b"--x\r\n" + TEXT + one * n + b"--x--\r\n"


def alternatives(sender, n):
    """Many alternatives, each of them blank, so that none of them is chosen at once."""
    one = b"--x\r\nContent-Type: text/html\r\n\r\n<p> </p>\r\n--x\r\nContent-Type: text/plain\r\n\r\n \r\n"
    return head(sender, kind=b"multipart/alternative; boundary=x") + CRLF + one * n + b"--x--\r\n"


def dashes(sender, n):
    return head(sender, kind=b"multipart/mixed; boundary=x") + CRLF + b"-" * n + CRLF


def boundary_of_dashes(sender, n):
    return head(sender, kind=b'multipart/mixed; boundary="' + b"-" * 60 + b'"') + CRLF + (b"-" * 61 + CRLF) * (n // 63)


def no_boundary(sender, n):
    return head(sender, kind=b"multipart/mixed") + CRLF + b"Testo senza confini.\r\n" * n


# Header

def many_headers(sender, n):
    return head(sender) + b"".join(b"X-Campo-%d: valore\r\n" % i for i in range(n)) + CRLF + b"Testo.\r\n"


def many_received(sender, n):
    return b"Received: from a.example by b.example; Mon, 2 Nov 2026 10:00:00 +0000\r\n" * n + plain(sender)


def many_from(sender, n):
    return head(sender) + b"From: b@example.org\r\n" * n + CRLF + b"Testo.\r\n"


def many_addresses(sender, n):
    return plain(sender, Cc=b",\r\n ".join(b"a%d@example.org" % i for i in range(n)))


def many_references(sender, n):
    return plain(sender, References=CRLF.join(b" <m%d@example.org>" % i for i in range(n)))


def too_many_addresses(sender, n):
    return many_addresses(sender, n)


def too_many_references(sender, n):
    return many_references(sender, n)


def many_parameters(sender, n):
    return plain(sender, kind=b"text/plain" + b"".join(b";\r\n p%d=v" % i for i in range(n)))


def many_words(sender, n):
    return plain(sender, subject=CRLF.join([b" =?utf-8?q?a=C3=A8?="] * n)[1:])


def many_continuations(sender, n):
    field = b"attachment" + b"".join(b";\r\n filename*%d*=%%C3%%A8" % i for i in range(n))
    return mixed(sender, TEXT, part(b"application/pdf", b"PDF", b"Content-Disposition: " + field))


def long_header(sender, n):
    return head(sender) + b"X-Lungo: " + b"a" * n + CRLF + CRLF + b"Testo.\r\n"


def long_subject(sender, n):
    return plain(sender, subject=b"oggetto " * (n // 8))


def folded_subject(sender, n):
    return plain(sender, subject=b"oggetto" + b"\r\n a" * (n // 4))


def long_name(sender, n):
    return mixed(sender, TEXT, part(b"application/pdf; name=\"" + b"a" * n + b".pdf\"", b"PDF"))


def comments(sender, n):
    return plain(sender, Cc=b"(" * n + b" b@example.org", Sender=b"(" * n)


def angles(sender, n):
    return plain(sender, Cc=b"<" * n + b"b@example.org", Reply_To=b"<" * n)


def groups(sender, n):
    """F2: nested groups overflow the stack of GMime's address parser."""
    return head(sender) + b"Cc: " + b"a:" * n + b"\r\nReply-To: " + b"a:" * n + CRLF + CRLF + b"Testo.\r\n"


def groups_from(_sender, n):
    return (b"From: " + b"a:" * n + b"\r\nMessage-ID: <" + uuid.uuid4().hex.encode() + b"@hostile.example>\r\n"
            b"Subject: gruppi\r\n\r\nTesto.\r\n")


def quotes_open(sender, n):
    return plain(sender, Cc=b'"' + b'\\"' * n, Content_Disposition=b'attachment; filename="' + b'\\"' * n)


def embedded_groups(sender, n):
    return mixed(sender, TEXT, part(b"message/rfc822", b"From: " + b"a:" * n + b"\r\n\r\nx"))


def colons_in_digest(sender, n):
    return mixed(sender, b"\r\nFrom: " + b"a:" * n + b"\r\n\r\nx\r\n", kind=b"multipart/digest")


# Text

def long_line(sender, n):
    return plain(sender, b"x" * n + CRLF)


def long_line_base64(sender, n):
    return plain(sender, base64.b64encode(b"x" * n), Content_Transfer_Encoding=b"base64")


def quoted_printable(sender, n):
    return plain(sender, b"=3D" * (n // 3) + b"\r\n=\r\n==\r\n=Z", Content_Transfer_Encoding=b"quoted-printable")


def quote_signs(sender, n):
    return plain(sender, b">" * (n // 2) + CRLF + (b"> " * 40 + b"x\r\n") * (n // 164))


def attributions(sender, n):
    return plain(sender, b"Il giorno lun 2 nov 2026 alle 10:00 Tale\r\n" * (n // 43))


def html_tags(sender, n):
    return plain(sender, b"<div><table><tr><td><ul><li><blockquote>" * (n // 41) + b"testo", kind=b"text/html; charset=utf-8")


def html_open(sender, n):
    return plain(sender, b"<a href='" * (n // 9), kind=b"text/html")


def html_entities(sender, n):
    return plain(sender, b"&#x1F600;&notanentity&amp" * (n // 26), kind=b"text/html")


def html_comments(sender, n):
    return plain(sender, b"<!--<script><style>" * (n // 19), kind=b"text/html")


def combining(sender, n):
    """One letter with very many accents: normalising it must not cost their square."""
    return plain(sender, b"a" + b"\xcc\x81\xcc\x96" * (n // 4))


def accents(sender, n):
    """Nothing but letters that are taken apart and put together again, as in any long text of an Italian."""
    return plain(sender, "perché città così più però ".encode() * (n // 32))


def nul_bytes(sender, n):
    return plain(sender, b"prima\0dopo\r\n" + b"\0" * n, subject=b"con \0 dentro")


def bare_cr(sender, n):
    return plain(sender, b"riga una\r\n" + b"riga\r" * n).replace(CRLF, b"\r")


def bare_lf_dot(sender, n):
    return plain(sender, b"prima\n.\nMAIL FROM:<x@y>\r\n.\r\n" * n)


def controls(sender, n):
    return plain(sender, bytes(range(256)) * (n // 256), subject=b"\x1b[31m\xff\xfe \x07")


# Documents

def zip_bomb(sender, n):
    """n MiB of zeros in a few KiB, in a zip in a zip."""
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeri.bin", bytes(n * MIB))
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(16):
            archive.writestr(f"{number}.zip", inner.getvalue())
    return mixed(sender, TEXT, _base64_part(b"application/zip; name=bomba.zip", outer.getvalue()),
                 _base64_part(b"application/gzip; name=bomba.gz", gzip.compress(bytes(n * MIB))))


def _base64_part(kind, content):
    return part(kind, base64.encodebytes(content).replace(b"\n", CRLF), b"Content-Transfer-Encoding: base64")


def uuencode_bomb(sender, n):
    line = b"M" + b"`" * 60 + CRLF
    return plain(sender, b"Testo.\r\n" + (b"begin 644 a.bin\r\n" + line * 4) * (n // 5))


def uuencode_part(sender, n):
    line = b"M" + b"`" * 60 + CRLF
    return mixed(sender, TEXT, part(b"application/octet-stream; name=a.bin", b"begin 644 a.bin\r\n" + line * n,
                                    b"Content-Transfer-Encoding: x-uuencode"))


def tnef_bomb(sender, n):
    """winmail.dat whose attributes claim 4 GiB each."""
    body = struct.pack("<IH", 0x223E9F78, 1) + struct.pack("<BII", 2, 0x0006800F, 0xFFFFFFFF) * n
    return mixed(sender, TEXT, _base64_part(b"application/ms-tnef; name=winmail.dat", body))


def evil_names(sender, n):
    names = [b"../../etc/passwd", b"a\0b.pdf", b"x\r\n y: z.pdf", b"a" * 10000, "\u202egpj.exe".encode(), b"CON", b"",
             b"=?utf-8?q?..=2F..=2Fx?=", b"\xff\xfe.pdf", b"a;b=\"c.pdf"]
    return mixed(sender, TEXT, *(part(b"application/pdf; name=\"" + name.replace(b'"', b'\\"') + b'"', b"PDF")
                                 for name in names * n))


def base64_rubbish(sender, n):
    rubbish = random.Random(n).randbytes(n)
    return mixed(sender, TEXT, part(b"application/pdf; name=a.pdf", rubbish.replace(b"\n--", b"\n++"),
                                    b"Content-Transfer-Encoding: base64"))


def delivery_status(sender, n):
    groups_ = b"Final-Recipient: rfc822; a@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n" * n
    return mixed(sender, TEXT, part(b"message/delivery-status", b"Reporting-MTA: dns; x\r\n\r\n" + groups_),
                 kind=b"multipart/report; report-type=delivery-status")


# Nearly nothing

def no_header(_sender, n):
    return b"Questo non e' un header.\r\n" * n


def no_body(sender, _n):
    return head(sender)


def only_blanks(_sender, n):
    return b" \t\r\n" * n


def only_line_ends(_sender, n):
    return CRLF * n


def one_byte(_sender, _n):
    return b"x"


def header_without_end(sender, n):
    return head(sender) + b"X-Ultimo: " + b"a" * n


def charset_f1(sender, n):
    """F1: a charset whose converter makes GMime abort."""
    rubbish = base64.b64encode(bytes(128 + value % 128 for value in random.Random(n).randbytes(300)))
    word = b"=?ISO-2022-CN-EXT?B?" + rubbish + b"?="
    return (head(sender, subject=word, kind=b"text/plain; charset=ISO-2022-CN-EXT;\r\n name*=ISO-2022-CN-EXT''%ff%fe%80",
                 Content_Transfer_Encoding=b"base64") + CRLF + rubbish + CRLF)


def charset(sender, name):
    """One name as the charset of a part, of a header and of a parameter."""
    word = b"=?" + name + b"?Q?=A4=A2=80=FF=1B=24B?="
    return mixed(sender, part(b"text/plain; charset=\"" + name + b'"', b"\xa4\xa2\x80\xff\x1b$B!!\x0e\x1bN~{VPND~}\r\n"),
                 part(b"application/pdf", b"PDF", b"Content-Disposition: attachment; filename*=" + name + b"''%a4%a2%80%ff")
                 ).replace(b"Subject: Mail difficile", b"Subject: " + word)


class Mode(NamedTuple):
    """A generator with its scale, and what must be said of its mail."""

    make: object
    n: int           # in the suite
    full: int        # as the design names it
    notices: tuple = ()   # limits that must be named
    outcome: str = "ticket"


MODES = {mode.make.__name__: mode for mode in (
    Mode(nested_multipart, 2000, 20000, ("depth",)),
    Mode(nested_rfc822, 2000, 20000),
    Mode(same_boundary, 3000, 20000, ("depth",)),
    Mode(many_parts, 30000, 300000, ("parts",)),
    Mode(many_attachments, 2000, 300000, ("parts",)),
    Mode(alternatives, 2000, 100000, ("parts",)),
    Mode(dashes, 2 * MIB, 20 * MIB),
    Mode(boundary_of_dashes, 2 * MIB, 20 * MIB, ("parts",)),
    Mode(no_boundary, 100, 100000),
    Mode(many_headers, 20000, 100000, ("header",)),
    Mode(many_received, 20000, 100000, ("header",), "triage"),
    Mode(many_from, 20000, 100000, ("header",)),
    Mode(many_addresses, 8000, 100000, ("header",)),
    Mode(many_references, 8000, 100000, ("header",)),
    Mode(too_many_addresses, 200, 1000, ("addresses",)),
    Mode(too_many_references, 200, 1000, ("references",)),
    Mode(many_parameters, 10000, 100000, ("header",)),
    Mode(many_words, 8000, 100000, ("header",)),
    Mode(many_continuations, 8000, 100000),
    Mode(long_header, 2 * MIB, 100 * MIB - 4096, ("header",)),
    Mode(long_subject, MIB // 2, 10 * MIB, ("header",)),
    Mode(folded_subject, MIB // 4, 10 * MIB, ("header",)),
    Mode(long_name, 40000, 10 * MIB),
    Mode(comments, 30000, MIB),
    Mode(angles, 30000, MIB),
    Mode(groups, 100000, MIB, ("header",)),
    Mode(groups_from, 100000, MIB, ("header",), "triage"),
    Mode(quotes_open, 30000, MIB),
    Mode(embedded_groups, 100000, MIB),
    Mode(colons_in_digest, 100000, MIB),
    Mode(long_line, 4 * MIB, 100 * MIB - 4096, ("text",)),
    Mode(long_line_base64, 2 * MIB, 20 * MIB, ("text",)),
    Mode(quoted_printable, 2 * MIB, 20 * MIB),
    Mode(quote_signs, MIB, 20 * MIB),
    Mode(attributions, MIB // 2, 20 * MIB),
    Mode(html_tags, MIB, 20 * MIB),
    Mode(html_open, MIB, 20 * MIB),
    Mode(html_entities, MIB, 20 * MIB),
    Mode(html_comments, MIB, 20 * MIB),
    Mode(combining, MIB // 2, 20 * MIB),
    Mode(accents, MIB, 20 * MIB),
    Mode(nul_bytes, 4096, 20 * MIB),
    Mode(bare_cr, 2000, 4 * MIB),
    Mode(bare_lf_dot, 100, MIB),
    Mode(controls, 65536, 20 * MIB),
    Mode(zip_bomb, 8, 256),
    Mode(uuencode_bomb, 20000, 300000),
    Mode(uuencode_part, 20000, 300000),
    Mode(tnef_bomb, 20000, 1000000),
    Mode(evil_names, 3, 90),
    Mode(base64_rubbish, MIB, 20 * MIB),
    Mode(delivery_status, 2000, 100000, (), "filtered"),
    Mode(no_header, 3, 100000, (), "triage"),
    Mode(no_body, 1, 1),
    Mode(only_blanks, 3, 100000, (), "triage"),
    Mode(only_line_ends, 3, 100000, (), "triage"),
    Mode(one_byte, 1, 1, (), "triage"),
    Mode(header_without_end, 100, MIB),
    Mode(charset_f1, 1, 1),
)}


def fixtures():
    """Our own fixtures of mail, name → bytes with CRLF."""
    top = Path(__file__).resolve().parents[1] / "mail"
    return {str(path.relative_to(top)): path.read_bytes() for path in sorted(top.rglob("*.eml"))}


def mutate(content, dice):
    """A copy with a few bytes changed, pieces left out, doubled or moved."""
    changed = bytearray(content)
    for _ in range(dice.randint(1, 8)):
        if not changed:
            break
        at, size = dice.randrange(len(changed)), dice.randint(1, 40)
        kind = dice.randrange(5)
        if kind == 0:
            changed[at] = dice.randrange(256)
        elif kind == 1:
            del changed[at:at + size]
        elif kind == 2:
            changed[at:at] = changed[at:at + size] * dice.randint(1, 30)
        elif kind == 3:
            changed[at:at] = dice.choice((b"\r\n", b"\n\n", b"\0", b"--", b"=?", b"?=", b"\r\n\r\n", b";", b'"', b"=\r\n", b"\xff"))
        else:
            piece = bytes(changed[at:at + size])
            del changed[at:at + size]
            to = dice.randrange(len(changed) + 1)
            changed[to:to] = piece
    return bytes(changed)
