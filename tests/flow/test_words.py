"""The office says who is told of what, and in which words (R34, R35)."""
import subprocess

import pytest
from lib.mail import text_of

OWN = """Subject: {{subject}} - nr. {{reference}}
Caro {{recipient}}, scriviamo noi.
{{#documents}}
{{name}}: {{size}}
{{/documents}}
{{link}}
"""


def plain(office, *words, stdin=None):
    """What `turno` prints for people."""
    return subprocess.run([*office.stack.turnod.command(), *words], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, check=False)


@pytest.fixture(name="own")
def fixture_own(office):
    office.turno("template", "set", "acknowledgement", "--language", "it", "--file", "-", stdin=OWN.encode())
    yield
    office.turno("template", "remove", "acknowledgement", "--language", "it")


@pytest.mark.usefixtures("own")
def test_r34_a_mail_has_the_words_of_the_office(office):
    ticket = office.open_ticket(files=[("cud.pdf", "application/pdf", b"%PDF-1.4 prova")])
    mail = office.told(ticket["number"], "acknowledgement", ticket["sender"])
    assert mail["Subject"].endswith(f"- nr. {ticket['reference']}")
    assert text_of(mail).startswith("Caro ")
    assert office.link(mail)


def test_r34_what_is_shown_can_be_set(office):
    shown = plain(office, "template", "show", "reply", "--language", "it")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("Subject: {{subject}}\n")
    assert not office.turno("template", "show", "reply", "--language", "it")["is_own"]
    assert office.turno("template", "set", "reply", "--language", "it", "--file", "-", stdin=shown.stdout.encode())["is_own"]
    assert plain(office, "template", "show", "reply", "--language", "it").stdout == shown.stdout
    office.turno("template", "remove", "reply", "--language", "it")


def test_r34_every_template_that_turno_brings_would_be_taken(office):
    for row in office.turno("template", "list"):
        shown = plain(office, "template", "show", row["name"], "--language", row["language"]).stdout
        made = plain(office, "template", "preview", row["name"], "--language", row["language"], "--file", "-", stdin=shown)
        assert made.returncode == 0, made.stderr
        assert made.stdout == plain(office, "template", "preview", row["name"], "--language", row["language"]).stdout
        assert "{{" not in made.stdout
        assert ("/l/AAAA" in made.stdout) == (row["audience"] == "contact")


def test_r24_r35_a_wrong_template_is_refused_in_words(office):
    refused = plain(office, "template", "set", "reply", "--file", "-", stdin="Subject: x\n{{category}} {{link}}\n")
    assert refused.returncode != 0
    assert "The placeholder {{category}} is not known in \"reply\"; there are: at, author," in refused.stderr
    assert "write {{link}}" in plain(office, "template", "set", "reply", "--file", "-", stdin="Subject: x\nCiao\n").stderr
    assert plain(office, "template", "set", "reply", "--file", "/nowhere").returncode != 0
    assert plain(office, "template", "show").returncode == 64
    assert not [row for row in office.turno("template", "list") if row["is_own"]]


def test_r34_an_operator_mutes_an_event(office):
    office.turno("mute", "add", "anna", "--event", "opened")
    ticket = office.open_ticket(f"730 {office.word()}")
    office.settled(ticket["number"])
    assert {row["to"] for row in office.outbox(ticket["number"], "notification")} == {"marco@demo.example", "riccardo@demo.example"}
    assert office.turno("mute", "remove", "anna", "--event", "opened") == []


def test_r24_a_contact_is_never_told_of_a_note(office):
    refused = plain(office, "notice", "set", "note", "--audience", "contact", "--on")
    assert "A contact is never told of \"note\"" in refused.stderr
    assert [row for row in office.turno("notice", "list") if row["audience"] == "contact" and row["event"] == "note"] == []
