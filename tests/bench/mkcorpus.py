#!/usr/bin/python3
"""Makes the mail of a help desk: the same arguments give the same bytes, whenever and wherever.

45 % short text/plain, 35 % multipart/alternative, 20 % multipart/mixed with 1 to 3 attachments of 20 to 400 KB (a few of 2 MB)
that do not compress. Charsets UTF-8, ISO-8859-1, windows-1252 and us-ascii, the transfer encodings of each; about half are
replies with References, a prefix, a quoted tail and, with --token, the token of their thread in the subject: {token} is the
number of the thread, from 1. Each mail has its own random numbers, so a smaller --count is the beginning of a larger one.
The manifest has one JSON line for each mail, with the SHA-256 of its text and of its attachments.
"""
import argparse
import base64
import bisect
import hashlib
import itertools
import json
import math
import os
import quopri
import random
import unicodedata
from email.header import Header
from email.utils import formatdate
from pathlib import Path
from typing import NamedTuple

from phrases import (DISCLAIMER, DOMAINS, FILE_NAMES, FIRST_NAMES, GREETINGS, LAST_NAMES, MAILERS, SENTENCES, SUBJECTS)

START = 1756684800  # 2025-09-01T00:00:00Z
CONTACTS = 400
WORD = "application/vnd.openxmlformats-officedocument."
TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "JPG": "image/jpeg",
         "docx": WORD + "wordprocessingml.document", "xlsx": WORD + "spreadsheetml.sheet"}
CODECS = {"windows-1252": "cp1252"}


class Contact(NamedTuple):
    name: str
    address: str
    language: str


class Thread(NamedTuple):
    """What a reply needs to know of the mail that it answers."""

    root: int
    number: int
    references: tuple
    contact: int
    subject: str
    gist: list
    message_id: str


def dice_for(seed, *what):
    digest = hashlib.sha256(repr((seed,) + what).encode()).digest()
    return random.Random(int.from_bytes(digest[:8], "big"))


def ascii_of(text):
    for letter, plain in (("ø", "o"), ("ß", "ss"), ("ł", "l"), ("Ł", "L"), ("€", "EUR")):
        text = text.replace(letter, plain)
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def contacts(seed):
    dice = dice_for(seed, "contacts")
    made, seen = [], set()
    for number in range(CONTACTS):
        first, last = dice.choice(FIRST_NAMES), dice.choice(LAST_NAMES).replace("_", " ")
        domain = dice.choice(DOMAINS)
        local = ascii_of(f"{first}.{last}".lower().replace(" ", "").replace("'", ""))
        address = f"{local}@{domain}"
        if address in seen:
            address = f"{local}{number}@{domain}"
        seen.add(address)
        made.append(Contact(f"{first} {last}", address, "en" if dice.random() < 0.25 else "it"))
    return made


def wrap(paragraph, width=71):
    lines, line = [], ""
    for word in paragraph.split():
        if len(line) + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def paragraphs(dice, language, short):
    made, paragraph = [], []
    for _ in range(dice.randint(2, 5) if short else dice.randint(4, 16)):
        paragraph.append(dice.choice(SENTENCES[language]))
        if dice.random() < 0.35:
            made.append(" ".join(paragraph))
            paragraph = []
    return made + ([" ".join(paragraph)] if paragraph else [])


def in_charset(line, charset):
    """The line with nothing that the charset lacks."""
    if charset == "us-ascii":
        return ascii_of(line)
    if charset == "iso-8859-1":
        return line.replace("€", "EUR").encode("latin-1", "replace").decode("latin-1")
    return line.encode("cp1252", "replace").decode("cp1252") if charset == "windows-1252" else line


def subject_field(subject, dice):
    if subject.isascii():
        return subject
    charset = "utf-8" if dice.random() < .75 else "iso-8859-1"
    try:
        subject.encode(charset)
    except UnicodeEncodeError:
        charset = "utf-8"
    return Header(subject, charset, header_name="Subject", maxlinelen=75).encode(linesep="\n")


def from_field(contact, dice):
    name = contact.name
    if name.isascii():
        return f'"{name}" <{contact.address}>' if dice.random() < .4 else f"{name} <{contact.address}>"
    charset = "utf-8" if dice.random() < .7 or "Ł" in name else "iso-8859-1"
    return f"{Header(name, charset).encode()} <{contact.address}>"


def escape(line, charset):
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("€", "&euro;")
    codec = {"us-ascii": "ascii", "iso-8859-1": "latin-1", "windows-1252": "cp1252"}.get(charset, "utf-8")
    return line.encode(codec, "xmlcharrefreplace").decode(codec)


def html_page(dice, charset, lines, disclaimer, quoted):
    """The text as Outlook or Gmail writes it."""
    if dice.random() < .6:
        begin = ('<p class="MsoNormal" style="margin-bottom:12.0pt">'
                 '<span style="font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif;color:#1F497D">')
        end = "<o:p></o:p></span></p>"
    else:
        begin, end = '<div dir="ltr" style="font-family:arial,sans-serif;font-size:small">', "</div>"
    css = "\n".join(f"p.Mso{k}, li.Mso{k}, div.Mso{k}\n\t{{margin:0cm; margin-bottom:.0001pt; font-size:{10 + k % 3}.0pt; "
                    'font-family:"Times New Roman",serif;}' for k in range(dice.randint(2, 14)))
    page = ["<!DOCTYPE html>", f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">',
            f"<style><!--\n{css}\n--></style></head>", '<body lang="IT" link="#0563C1" vlink="#954F72">']
    page += [begin + (escape(line, charset) or "&nbsp;") + end for line in lines]
    if quoted:
        page.append('<blockquote type="cite" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">')
        page += [f"<div>{escape(line.lstrip('> '), charset)}</div>" for line in quoted]
        page.append("</blockquote>")
    if disclaimer:
        page.append(f'<p style="font-size:8pt;color:gray">{escape(disclaimer[2], charset)}</p>')
    return "\n".join([*page, "</body></html>"]) + "\n"


def text_part(dice, type_, text, charset, encoding):
    """The lines of a part: its two fields, nothing, its content."""
    content = text.encode(CODECS.get(charset, charset))
    if encoding == "quoted-printable":
        body = quopri.encodestring(content).decode("latin-1")
    elif encoding == "base64":
        body = base64.encodebytes(content).decode()
    else:
        body = content.decode("latin-1")
    shown = charset if dice.random() < .5 else f'"{charset.upper()}"'
    flowed = "; format=flowed" if type_ == "text/plain" and dice.random() < .3 else ""
    return [f"Content-Type: {type_}; charset={shown}{flowed}", f"Content-Transfer-Encoding: {encoding}", "", body]


def file_name_parameters(dice, name):
    """Of Content-Type and of Content-Disposition: plain, RFC 2231, or the encoded word that many write there."""
    if name.isascii():
        return f'name="{name}"', f'filename="{name}"'
    if dice.random() < .5:
        quoted = "".join(c if c.isalnum() and c.isascii() or c in "._-" else "".join(f"%{b:02X}" for b in c.encode()) for c in name)
        return f"name*=UTF-8''{quoted}", f"filename*=UTF-8''{quoted}"
    word = f"=?UTF-8?B?{base64.b64encode(name.encode()).decode()}?="
    return f'name="{word}"', f'filename="{word}"'


class Corpus:
    """The mails so far: replies answer one of them."""

    def __init__(self, options):
        self.options = options
        self.contacts = contacts(options.seed)
        self.weights = list(itertools.accumulate(1.0 / (i + 1) ** 1.05 for i in range(CONTACTS)))  # as Zipf found
        self.mails, self.threads = [], 0

    def pick(self, dice):
        return bisect.bisect_left(self.weights, dice.random() * self.weights[-1])

    def parent(self, dice):
        back = min(len(self.mails), max(1, int(dice.expovariate(1 / 60.0)) + 1))
        return self.mails[-back]

    def trace(self, dice, contact, time):
        """The fields that mail servers put on top."""
        to, domain = self.options.to, contact.address.split("@")[1]
        relay = f"mx{dice.randint(1, 4)}.provider.example"
        ip = f"{dice.randint(11, 190)}.{dice.randint(0, 255)}.{dice.randint(0, 255)}.{dice.randint(1, 254)}"
        fields = [f"Return-Path: <{contact.address}>", f"Delivered-To: {to}",
                  f"Received: from {relay} ({relay} [{ip}])\n\tby mail.support.example (Postfix) with ESMTPS id "
                  f"{dice.getrandbits(32):08X}\n\tfor <{to}>; {formatdate(time + 9)}",
                  f"Received: from [192.168.{dice.randint(0, 3)}.{dice.randint(2, 250)}] (unknown [{ip}])\n\tby {relay} (Postfix) "
                  f"with ESMTPSA id {dice.getrandbits(40):010X};\n\t{formatdate(time + 4)}"]
        if dice.random() < 0.7:
            signature = base64.b64encode(dice.getrandbits(2048).to_bytes(256, "big")).decode()
            digest = base64.b64encode(dice.getrandbits(256).to_bytes(32, "big")).decode()
            folded = "\n\t ".join(signature[k:k + 66] for k in range(0, len(signature), 66))
            fields.append(f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=s1;\n\tt={time}; bh={digest};\n\t"
                          f"h=From:To:Subject:Date:Message-ID;\n\tb={folded}")
        if dice.random() < 0.5:
            fields += [f"Authentication-Results: mail.support.example;\n\tspf=pass smtp.mailfrom={contact.address}; "
                       f"dkim=pass header.d={domain}; dmarc=pass",
                       f"X-Spam-Status: No, score=-{dice.randint(0, 3)}.{dice.randint(0, 9)} required=5.0 "
                       "tests=BAYES_00,DKIM_SIGNED,\n\tDKIM_VALID,HTML_MESSAGE,SPF_PASS autolearn=ham"]
        return fields

    def people(self, dice, contact):
        fields = [f"From: {from_field(contact, dice)}", f"To: Assistenza <{self.options.to}>"]
        return fields + ([f"Cc: {self.contacts[self.pick(dice)].address}"] if dice.random() < 0.15 else [])

    def subject(self, dice, thread, is_reply):
        if not is_reply:
            return thread.subject, ""
        token, subject = "", thread.subject
        if self.options.token != "none" and dice.random() < self.options.token_prob:
            token = str(thread.number + self.options.token_base)
            subject = f"{self.options.token.replace('{token}', token)} {subject}"
        rare = "I: " if dice.random() < .2 else "Re: "
        return dice.choice(("Re: ", "R: ", "RE: ", "Re: ", "Re: R: ", rare)) + subject, token

    def attachment(self, dice, boundary, is_huge):
        """Lines of a part, and the SHA-256 of what it holds."""
        name = dice.choice(FILE_NAMES).format(n=dice.randint(100, 9999))
        extension = name.rsplit(".", 1)[1]
        size = int(2e6 * (0.9 + 0.2 * dice.random())) if is_huge else int(math.exp(dice.uniform(math.log(20e3), math.log(400e3))))
        content = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" if extension == "pdf" else b""
        content += dice.getrandbits(8 * size).to_bytes(size, "big")
        encoded = base64.b64encode(content).decode()
        of_type, of_disposition = file_name_parameters(dice, name)
        return ["--" + boundary, f"Content-Type: {TYPES[extension]};\n\t{of_type}", "Content-Transfer-Encoding: base64",
                f"Content-Disposition: attachment;\n\t{of_disposition}", "",
                "\n".join(encoded[at:at + 76] for at in range(0, len(encoded), 76))], hashlib.sha256(content).hexdigest()

    def mixed(self, dice, alternative, plain):
        boundary = f"----=_mix_{dice.getrandbits(64):016x}"
        lines = [f'Content-Type: multipart/mixed;\n\tboundary="{boundary}"', "", "--" + boundary]
        lines += alternative if dice.random() < .5 else plain
        count = 1 if dice.random() < .75 else dice.randint(2, 3)
        is_huge = dice.random() < self.options.huge_ratio
        digests = []
        for number in range(count):
            part, digest = self.attachment(dice, boundary, is_huge and number == 0)
            lines += part
            digests.append(digest)
        return [*lines, f"--{boundary}--", ""], digests

    def body(self, dice, kind, charset, encoding, written):
        """The lines from Content-Type on, and the digests of the attachments."""
        text, lines, disclaimer, quoted = written
        if kind == "plain":
            return text_part(dice, "text/plain", text, charset, encoding), []
        boundary = f"----=_alt_{dice.getrandbits(64):016x}"
        page = html_page(dice, charset, lines, disclaimer, quoted)
        plain = text_part(dice, "text/plain", text, charset, encoding)
        of_page = "base64" if encoding == "base64" else "7bit" if charset == "us-ascii" else "quoted-printable"
        html = text_part(dice, "text/html", page, charset, of_page)
        alternative = [f'Content-Type: multipart/alternative;\n\tboundary="{boundary}"', "",
                       "This is a multi-part message in MIME format.", "", "--" + boundary, *plain, "--" + boundary, *html,
                       f"--{boundary}--", ""]
        return (alternative, []) if kind == "alt" else self.mixed(dice, alternative, plain)

    def mail(self, number):
        """The bytes of the next mail, what the manifest says of it, and its time."""
        options = self.options
        dice = dice_for(options.seed, "m", number)
        chance = dice.random()
        kind = "plain" if chance < 1 - options.alt - options.attach else "alt" if chance < 1 - options.attach else "attach"
        is_reply = bool(self.mails) and dice.random() < options.reply_ratio
        if is_reply:
            parent = self.parent(dice)
            thread = parent._replace(references=(parent.references + (parent.message_id,))[-10:])
        else:
            self.threads += 1
            thread = Thread(number, self.threads, (), self.pick(dice), "", [], "")
        contact = self.contacts[thread.contact]
        chance = dice.random()
        charset = "utf-8" if chance < .7 else "iso-8859-1" if chance < .85 else "windows-1252" if chance < .95 else "us-ascii"
        if not is_reply:
            thread = thread._replace(subject=dice.choice(SUBJECTS[contact.language]).format(n=dice.randint(1000, 9999)))
        said = paragraphs(dice, contact.language, kind == "plain")
        time = START + number * 97 + dice.randint(0, 60)
        subject, token = self.subject(dice, thread, is_reply)
        signature = [dice.choice(GREETINGS[contact.language]), contact.name]
        if dice.random() < 0.6:
            signature += [f"Tel. +39 0{dice.randint(2, 99)} {dice.randint(0, 999999):06d}", "www." + contact.address.split("@")[1]]
        lines = []
        for paragraph in said:
            lines += [*(wrap(paragraph) if dice.random() < 0.5 else [paragraph]), ""]
        lines += signature
        quoted = self.quote(dice, thread, contact, kind, time) if is_reply else []
        disclaimer = ["", "--", DISCLAIMER] if contact.language == "it" and dice.random() < 0.55 else []
        shown = [in_charset(line, charset) for line in lines + disclaimer + quoted]
        text = "\n".join(shown) + "\n"
        chance = dice.random()
        encoding = "quoted-printable" if chance < .55 else "base64" if chance < .75 else "8bit"
        encoding = "7bit" if charset == "us-ascii" else encoding
        if encoding in ("7bit", "8bit") and max(map(len, shown)) > 900:
            encoding = "quoted-printable"
        digest = hashlib.sha256(f"{options.seed}/{number}".encode()).hexdigest()[:20]
        message_id = f"<{digest}.{number}@{contact.address.split('@')[1]}>"
        fields = self.trace(dice, contact, time) + self.people(dice, contact)
        fields += ["Subject: " + subject_field(subject, dice), f"Date: {formatdate(time)}", f"Message-ID: {message_id}"]
        if is_reply:
            fields += [f"In-Reply-To: {thread.references[-1]}", "References: " + "\n\t".join(thread.references)]
        fields += ["X-Mailer: " + dice.choice(MAILERS), "MIME-Version: 1.0",
                   f"Content-Language: {'en-US' if contact.language == 'en' else 'it'}"]
        body, attachments = self.body(dice, kind, charset, encoding, (text, lines, disclaimer, quoted))
        raw = "\n".join(fields + body)
        raw = (raw if raw.endswith("\n") else raw + "\n").encode("latin-1")
        raw = raw.replace(b"\n", b"\r\n") if options.crlf else raw
        self.mails.append(thread._replace(gist=[line for line in lines[:6] if line][:4], message_id=message_id))
        return raw, {"i": number, "id": message_id, "kind": kind, "from": contact.address, "is_reply": is_reply, "root": thread.root,
                     "thread": thread.number, "token": token, "size": len(raw), "n_att": len(attachments), "charset": charset,
                     "cte": encoding, "text_sha256": hashlib.sha256(text.encode()).hexdigest(), "att_sha256": attachments,
                     "subject": subject}, time

    @staticmethod
    def quote(dice, thread, contact, kind, time):
        when = formatdate(time - 7200)[5:16]
        quoted = ["", f"On {when} support wrote:" if contact.language == "en" else f"Il giorno {when} assistenza ha scritto:"]
        for depth in range(2 if kind == "plain" else dice.randint(2, 5)):
            quoted += ["> " * (1 + depth // 2) + line for line in thread.gist]
        return quoted


def write(options):
    corpus = Corpus(options)
    for folder in ("tmp", "new", "cur") if options.format == "maildir" else (".",):
        (options.out / folder).mkdir(parents=True, exist_ok=True)
    for number in range(options.count):
        raw, about, time = corpus.mail(number)
        name = f"new/{time}.M{number:06d}P1.corpus" if options.format == "maildir" else f"{number:06d}.eml"
        (options.out / name).write_bytes(raw)
        os.utime(options.out / name, (time, time))
        yield {**about, "file": name}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--format", choices=("eml", "maildir"), default="eml")
    parser.add_argument("--token", default="none", help="what replies carry in their subject, for example [T#{token}]")
    parser.add_argument("--token-base", type=int, default=0, help="added to the number of the thread")
    parser.add_argument("--token-prob", type=float, default=1.0)
    parser.add_argument("--reply-ratio", type=float, default=0.5)
    parser.add_argument("--alt", type=float, default=0.35)
    parser.add_argument("--attach", type=float, default=0.20)
    parser.add_argument("--huge-ratio", type=float, default=0.02)
    parser.add_argument("--to", default="assistenza@support.example")
    parser.add_argument("--crlf", action="store_true")
    parser.add_argument("--manifest", type=Path)
    options = parser.parse_args()
    lines = [json.dumps(about, ensure_ascii=False, sort_keys=True) + "\n" for about in write(options)]
    if options.manifest:
        options.manifest.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
