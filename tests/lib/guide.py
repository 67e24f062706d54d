"""Mails in a guide: blocks of a Markdown file that a test writes, so that they stay as the mails are.

    <!-- mail NAME -->
    ```
    …
    ```
    <!-- end -->
"""
import re

from .mail import text_of

BLOCK = re.compile(r"(<!-- mail ([a-z-]+) -->\n)```\n.*?```\n(<!-- end -->)", re.DOTALL)
WORDS = {"it": {"From": "Da", "To": "A", "Subject": "Oggetto", "Reply-To": "Rispondi a"},
         "en": {"From": "From", "To": "To", "Subject": "Subject", "Reply-To": "Reply to"}}
QUOTED = {"it": "> (sotto resta la mail a cui si risponde)", "en": "> (the mail that is answered stays below)"}
# What differs each time: signatures, links, times.
CHANGING = (
    (re.compile(r"\+([rnc])\.\d+\.\d+\.\d+\.[a-z2-7]{16}@"), r"+\1.…@"),
    (re.compile(r"\[#(\S+?)\.\d+\.[a-z2-7]{16}\]"), r"[#\1.…]"),
    (re.compile(r"https://127\.0\.0\.1:\d+/"), "https://turno.example/"),
    (re.compile(r"(https://turno\.example/[a-z]+/)[A-Za-z0-9_-]{32,}"), r"\1…"),
    (re.compile(r"\d{2}[/.]\d{2}[/.]\d{4},? (alle |at )?\d{2}:\d{2}"), "12/11/2026 09:41"),
    (re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}, \d{2}:\d{2}"), "12 Nov 2026, 09:41"),
)


class Guide:
    """What a test shows: NAME → text of a mail, with the same numbers and times each time."""

    def __init__(self, language):
        self.language, self.mails, self.numbers = language, {}, {}

    def number(self, ticket, shown):
        """A ticket that is shown under another number."""
        self.numbers[str(ticket)] = str(shown)

    def _stable(self, text):
        text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
        for pattern, steady in CHANGING:
            text = pattern.sub(steady, text)
        for ticket, shown in self.numbers.items():
            text = re.sub(rf"(?<=[\[#/ ]){ticket}(?=[\].,:;) \n]|$)", shown, text)
        return text

    def received(self, name, mail):
        """A mail of turno, as it lies in a mailbox."""
        names = WORDS[self.language]
        fields = ["From", "To", "Subject"] + (["Reply-To"] if mail["Reply-To"] else [])
        head = "".join(f"{names[field]}: {mail[field]}\n" for field in fields)
        self.mails[name] = self._stable(f"{head}\n{text_of(mail).strip()}\n")

    def sent(self, name, to, subject, text, is_answer):
        """What somebody writes."""
        names = WORDS[self.language]
        quote = f"\n{QUOTED[self.language]}\n" if is_answer else ""
        self.mails[name] = self._stable(f"{names['To']}: {to}\n{names['Subject']}: {subject}\n\n{text.strip()}\n{quote}")

    def written_into(self, page):
        """The page with its blocks as they are now."""
        names = [match[2] for match in BLOCK.finditer(page)]
        unknown, missing = set(names) - set(self.mails), set(self.mails) - set(names)
        if unknown or missing or len(names) != len(set(names)):
            raise ValueError(f"blocks that no test writes: {sorted(unknown)}; mails that the guide does not show: {sorted(missing)}")
        return BLOCK.sub(lambda match: f"{match[1]}```\n{self.mails[match[2]]}```\n{match[3]}", page)
