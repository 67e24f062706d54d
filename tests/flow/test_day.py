"""An operator's day from her mail program: she reads her mailbox by IMAP, writes by SMTP, and clicks one link.

The mails of the day are those that doc/guide-operator.*.md shows: TURNO_WRITE_GUIDE=1 writes them there (make update-guide).
"""
import os
import re
from pathlib import Path

import pytest
from lib.day import ENGLISH, ITALIAN
from lib.guide import Guide
from lib.mail import build, quote, send, text_of
from lib.office import SUPPORT, reply_address
from stack import wait_for

DOC = Path(__file__).resolve().parents[2] / "doc"


class Person:
    """Somebody at his mail program."""

    def __init__(self, office, name, login):
        self.office, self.name, self.address = office, name, f"{login}@demo.example"
        self.read = set()

    def get(self, what):
        """The next mail in the mailbox, which is about `what`."""
        def fresh():
            return next((mail for mail in self.mails() if mail["Message-ID"] not in self.read), None)
        mail = wait_for(fresh, 60, f"mail for {self.name}: {what}")
        self.read.add(mail["Message-ID"])
        assert what in f"{mail['Subject']}\n{text_of(mail)}", f"{self.name} waited for “{what}” and got:\n{mail}"
        return mail

    def mails(self):
        return self.office.mails_of(self.address)

    def has_no_more(self):
        assert [mail["Subject"] for mail in self.mails() if mail["Message-ID"] not in self.read] == []

    def write(self, to, subject, text):
        send(self.office.ports["smtp"], build(f"{self.name} <{self.address}>", to, subject, text + "\n"))

    def answer(self, mail, text):
        """As mail programs do: the mail quoted below."""
        body = f"{text}\n\nOn 12/11/26 09:41, {mail['From']} wrote:\n{quote(text_of(mail))}"
        send(self.office.ports["smtp"], build(f"{self.name} <{self.address}>", reply_address(mail), f"Re: {mail['Subject']}", body,
                                              In_Reply_To=mail["Message-ID"], References=mail["Message-ID"]))


class Day:
    """The office of one language, and what happened in it."""

    def __init__(self, office, words):
        self.office, self.words, self.guide = office, words, Guide(words.language)
        self.operator, self.colleague, self.contact = (
            Person(office, *who) for who in (words.operator, words.colleague, words.contact))
        office.turno("category", "add", words.category)
        office.turno("category", "add", f"{words.category} › {words.below}")
        for name, login in (words.operator, words.colleague):
            office.turno("operator", "add", login, "--name", name, "--address", f"{login}@demo.example", "--language", words.language)
            office.turno("operator", "set", login, "--category", words.category, "--level", "advanced", "--below")
        office.turno("contact", "add", self.contact.address, "--name", self.contact.name, "--language", words.language)
        office.turno("route", "add", "--field", "from", "--operator", "equals", "--pattern", self.contact.address,
                     "--category", words.category, "--rank", 1)

    def ticket(self, mail):
        """The number in brackets of the subject of an operator's mail."""
        return int(re.match(r"\[(\d+)\]", mail["Subject"].removeprefix("Re: ")).group(1))

    # What happens, in its order

    def a_mail_comes(self):
        """Mario writes; the notification says what an answer will do."""
        words = self.words
        self.contact.write(SUPPORT, words.subject, words.question)
        self.contact.get(words.subject)
        self.opened = self.operator.get(words.question.splitlines()[0])
        self.number = self.ticket(self.opened)
        self.guide.number(self.number, 142)
        self.guide.received("opened", self.opened)
        self.colleague.get(words.subject)

    def she_answers(self):
        words = self.words
        self.operator.answer(self.opened, words.answer)
        self.shows("answer", self.opened, words.answer)
        reply = self.contact.get(words.answer.splitlines()[1])
        self.guide.received("reply", reply)
        self.contact.answer(reply, words.thanks)
        self.message = self.operator.get(words.thanks)
        self.guide.received("message", self.message)
        self.colleague.get(words.thanks)
        assert self.state()["turn"] == "operator"

    def she_notes_and_categorises(self):
        words = self.words
        text = f"{words.note_command}\n{words.category_command}\n\n{words.note}"
        self.operator.answer(self.message, text)
        self.shows("note", self.message, text)
        self.wait(lambda ticket: ticket["posts"][-1]["visible_text"] == words.note and ticket["category"].endswith(words.below))

    def she_mistypes(self):
        """Nothing is done, and she is told why."""
        words = self.words
        text = f"{words.wrong_command}\n{words.note_command}\n\n{words.doubt}"
        self.operator.answer(self.message, text)
        self.shows("mistake", self.message, text)
        transcript = self.operator.get(words.wrong_command)
        self.guide.received("transcript", transcript)
        assert self.state()["level"] == "base"

    def she_raises(self):
        words = self.words
        text = f"{words.level_command}\n{words.note_command}\n\n{words.doubt}"
        self.operator.answer(self.message, text)
        self.shows("raise", self.message, text)
        self.raised = self.colleague.get(words.subject)
        self.guide.received("raised", self.raised)
        self.wait(lambda ticket: ticket["level"] == "advanced" and ticket["posts"][-1]["visible_text"] == words.doubt)

    def a_colleague_is_first(self):
        """Bruno answers; her answer to the same message waits until she clicks."""
        words = self.words
        self.colleague.answer(self.raised, words.first)
        self.contact.get(words.first.splitlines()[1])
        self.operator.answer(self.message, words.late)
        held = self.operator.get(words.late.splitlines()[1])
        self.guide.received("held", held)
        self.guide.received("waits", self.colleague.get(words.operator[0]))
        self.contact.has_no_more()
        self.confirm(held, words.late)
        self.contact.get(words.late.splitlines()[1])

    def she_closes(self):
        words = self.words
        reply = self.contact.mails()[-1]
        self.contact.answer(reply, words.last)
        last = self.operator.get(words.last)
        self.colleague.get(words.last)
        text = f"{words.close_command}\n\n{words.closing}"
        self.operator.answer(last, text)
        self.shows("close", last, text)
        self.closed = self.contact.get(words.closing.splitlines()[1])
        assert self.wait(lambda ticket: ticket["turn"] == "closed")["posts"][-1]["kind"] == "note"

    def he_writes_again(self):
        """To a closed ticket: a new one, linked."""
        words = self.words
        self.contact.answer(self.closed, words.again)
        self.contact.get(words.subject)
        again = self.operator.get(words.again.splitlines()[1])
        self.guide.number(self.ticket(again), 143)
        self.guide.received("again", again)
        self.colleague.get(words.again.splitlines()[1])
        new = self.office.ticket(self.ticket(again))
        assert (new["turn"], new["contact"]["address"], new["category"]) == (
            "operator", self.contact.address, f"{words.category} › {words.below}")
        assert "linked" in [event["type"] for event in new["events"]]

    def she_opens_a_ticket(self):
        """With a fresh mail: nothing of ours is in it that proves it hers, so that she is asked first."""
        words = self.words
        text = f"{words.fresh_commands}\n\n{words.fresh}"
        self.operator.write(SUPPORT, words.fresh_subject, text)
        self.guide.sent("fresh", SUPPORT, words.fresh_subject, text, False)
        parked = self.operator.get(words.fresh.splitlines()[1])
        self.contact.has_no_more()
        self.confirm(parked, words.fresh)
        reply = self.contact.get(words.fresh.splitlines()[1])
        self.colleague.get(words.fresh_subject)
        number = int(re.search(r"\[#(\d+)\.", reply["Subject"]).group(1))
        self.guide.number(number, 144)
        self.guide.received("fresh-reply", reply)
        new = self.office.ticket(number)
        assert (new["contact"]["address"], new["category"], new["subject"]) == (
            self.contact.address, f"{words.category} › {words.below}", words.fresh_subject)

    # Looks

    def shows(self, name, mail, text):
        """Keeps for the guide what she wrote as an answer."""
        self.guide.sent(name, reply_address(mail), f"Re: {mail['Subject']}", text, True)

    def state(self):
        return self.office.ticket(self.number)

    def wait(self, condition):
        """The ticket, once it is so."""
        return wait_for(lambda: (lambda ticket: ticket if condition(ticket) else None)(self.state()), 60, "the ticket as it should be")

    def confirm(self, mail, text):
        """The link in a mail about her own: GET shows, POST does (M20)."""
        link = re.search(r"https://\S+/confirm/\S+", text_of(mail)).group()
        browser = self.office.browser()
        page = browser.get(link)
        assert page.status == 200 and text.splitlines()[1] in page.text, page.text
        self.contact.has_no_more()
        assert browser.submit(page.form()).status == 200
        assert browser.get(link).forms == []


@pytest.mark.parametrize("words", [ITALIAN, ENGLISH], ids=["it", "en"])
def test_m23_m24_an_operators_day_from_her_mail_program(office, words):
    day = Day(office, words)
    for step in (day.a_mail_comes, day.she_answers, day.she_notes_and_categorises, day.she_mistypes, day.she_raises,
                 day.a_colleague_is_first, day.she_closes, day.he_writes_again, day.she_opens_a_ticket):
        step()
    for person in (day.operator, day.colleague, day.contact):
        person.has_no_more()
    ticket = day.state()
    said = [("note " if post["kind"] == "note" else "") + post["author"] for post in ticket["posts"]]
    olga, bruno, mario = words.operator[0], words.colleague[0], words.contact[0]
    assert said == [mario, olga, mario, f"note {olga}", f"note {olga}", f"note {olga}", bruno, olga, mario, olga, f"note {olga}"]
    inside = [words.note, words.doubt, words.close_command.partition(" ")[2]]
    for mail in day.contact.mails():
        assert not [text for text in inside if text in str(mail)]
        assert "+r." not in str(mail) and "+n." not in str(mail) and f"{office.url}/ticket/" not in str(mail)
    page = DOC / f"guide-operator.{words.language}.md"
    written = day.guide.written_into(page.read_text())
    if os.environ.get("TURNO_WRITE_GUIDE"):
        page.write_text(written)
    assert page.read_text() == written, "the guide shows other mails: make update-guide"
