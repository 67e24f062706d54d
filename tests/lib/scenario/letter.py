"""The bytes of a mail from a block of a scenario."""
import re
import uuid
from email.header import Header
from email.utils import format_datetime, formataddr
from datetime import datetime, timezone

HEADER = re.compile(r"([A-Z][A-Za-z0-9-]*):(?: (.*))?$")
ATTRIBUTION = "Il giorno gio 12 nov 2026 alle ore 09:41 {} ha scritto:"


def split(block):
    """Header fields as (name, value) and the text. A block whose first line is no field is all text."""
    fields, rest = [], list(block)
    while rest and (HEADER.match(rest[0]) or fields and rest[0][:1] in (" ", "\t")):
        match, row = HEADER.match(rest[0]), rest.pop(0)
        if match:
            fields.append([match[1], match[2] or ""])
        else:
            fields[-1][1] += "\r\n" + row
    if rest and not rest[0].strip():
        rest.pop(0)
    return fields, "\n".join(rest) + "\n"


def quoted(letter, text):
    """A mail as clients quote it below an answer."""
    return f"\n{ATTRIBUTION.format(letter['From'])}\n\n" + "".join(f"> {row}\n" for row in text.splitlines())


def _encoded(name, value):
    return value if value.isascii() else Header(value, "utf-8", header_name=name).encode(linesep="\r\n")


def _attached(text, files):
    mark = uuid.uuid4().hex
    parts = [f"--{mark}\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}"]
    for line in files:
        name, kind, content = (line.split(" ", 2) + ["application/octet-stream", ""])[:3]
        parts.append(f'--{mark}\nContent-Type: {kind}; name="{name}"\nContent-Disposition: attachment; filename="{name}"\n'
                     f"Content-Transfer-Encoding: 8bit\n\n{content}\n")
    return f"multipart/mixed; boundary={mark}", "".join(parts) + f"--{mark}--\n"


def build(fields, text, sender, defaults):
    """Bytes of a mail and its Message-ID. fields: what the block says; it wins over the defaults.

    The field Attach is none of the mail: “name type content”, once for each document.
    """
    files = [value for name, value in fields if name == "Attach"]
    fields = [(name, value) for name, value in fields if name != "Attach"]
    given = {name.lower() for name, _ in fields}
    defaults = {"From": formataddr(sender), "Date": format_datetime(datetime.now(timezone.utc)), "Subject": "Una domanda",
                "Message-ID": f"<{uuid.uuid4().hex}@client.example>", **defaults}
    if "content-type" not in given:
        kind, text = _attached(text, files) if files else ("text/plain; charset=utf-8", text)
        defaults.update({"MIME-Version": "1.0", "Content-Type": kind, "Content-Transfer-Encoding": "8bit"})
    fields = [(name, value) for name, value in defaults.items() if name.lower() not in given] + fields
    head = "".join(f"{name}: {_encoded(name, value)}\r\n" for name, value in fields if value)
    found = [value for name, value in fields if name.lower() == "message-id"]
    body = re.sub(r"\r?\n", "\r\n", text)
    return (head + "\r\n" + body).encode(), found[0].strip().strip("<>") if found else None
