"""R21, R24: what the office writes for itself never reaches a contact, whatever is done in whatever order.

Random conversations, each internal text with a word of its own; then everything that a contact gets or may ask for is searched for
these words. TURNO_SEED=N repeats a run.
"""
import json
import os
import random
import subprocess
import zipfile
from email import policy

import pytest
from lib.conversation import Conversation
from lib.scenario import Player

SEED = int(os.environ.get("TURNO_SEED", random.SystemRandom().randrange(1 << 32)))
CONVERSATIONS = int(os.environ.get("TURNO_CONVERSATIONS", 6))
STEPS = 20
WORDS_AT_ONCE = 9  # as many as a search takes
# Every column that turno_web may read, table by table.
COLUMNS = """
    select c.relname, string_agg(quote_ident(a.attname), ', ' order by a.attnum)
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'turno'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
    and has_column_privilege('turno_web', c.oid, a.attnum, 'select')
    group by c.relname order by c.relname"""
# Every function of one jsonb that turno_web may call and that changes nothing.
FUNCTIONS = """
    select p.proname from pg_proc p
    where p.pronamespace = 'turno'::regnamespace and p.pronargs = 1 and p.proargtypes[0] = 'jsonb'::regtype
    and p.provolatile <> 'v' and has_function_privilege('turno_web', p.oid, 'execute') order by p.proname"""


class Leaks:
    """The conversations after they were played, and what of them contacts can reach."""

    def __init__(self, office, player, conversations):
        self.office, self.desk = office, player.desk
        self.conversations = {each.scenario.name: each for each in conversations}
        self.secrets = {word: where for each in conversations for word, where in each.secrets.items()}
        self.stories = player.stories

    def visits(self):
        """(story, person) of all contacts, each within a session of his."""
        for story in self.stories.values():
            for name in ("Luca", "Sara"):
                with self.desk.session(address=story.people[name].address):
                    yield story, story.people[name]

    def numbers(self):
        """Tickets that whoever is visiting sees."""
        return [number for number, in self.desk.rows("select id from turno.ticket order by id")]

    def ask(self, function, **p):
        """An answer to who is visiting, as text."""
        return self.row(f"select turno.{function}(%s::jsonb)", json.dumps(p))

    def row(self, sql, *values):
        return json.dumps(self.desk.try_value(sql, *values), ensure_ascii=False, default=str)

    def check(self, text, where):
        """No secret stands in a text."""
        found = [f"{word} ({self.secrets[word]})" for word in self.secrets if word in text]
        assert not found, f"seed {SEED}: {where} holds {', '.join(found)}"


def decoded(mail):
    """A mail as bytes and as its readers see it."""
    texts = [mail.as_bytes(policy=policy.SMTP).decode("utf-8", "replace"), *(str(value) for value in mail.values())]
    for part in mail.walk():
        if not part.is_multipart():
            texts.append((part.get_payload(decode=True) or b"").decode("utf-8", "replace"))
    return "\n".join(texts)


@pytest.fixture(scope="module", name="leaks")
def fixture_leaks(request):
    print(f"TURNO_SEED={SEED}")
    office = request.getfixturevalue("office")
    rng = random.Random(SEED)
    conversations = Conversation.some(rng, CONVERSATIONS, STEPS)
    with Player(office) as player:
        player.play([each.scenario for each in conversations])
        failed = [failure for failure in player.results.values() if failure]
        if failed:
            pytest.fail(f"seed {SEED}: {len(failed)} conversations end early; the first: {failed[0]}", pytrace=False)
        yield Leaks(office, player, conversations)


def test_every_secret_and_every_reply_is_there(leaks):
    """Else nothing would be proven by what is not found."""
    dump = subprocess.run([leaks.office.stack.host.root / "usr/lib/postgresql/15/bin/pg_dump", "-a", "--inserts", "-n", "turno",
                           "-h", leaks.office.stack.postgres.sockets, "-p", str(leaks.office.ports["postgres"]), "-U", "turno_owner", "turno"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout.decode()
    raw = "\n".join(bytes.fromhex(part.split("'")[0]).decode("utf-8", "replace") for part in dump.split("'\\x")[1:])
    missing = [where for word, where in leaks.secrets.items() if word not in dump and word not in raw]
    assert not missing, f"seed {SEED}: {missing}"
    assert len(leaks.secrets) > CONVERSATIONS * 5
    read = "".join(leaks.ask("page_conversation", ticket=number) for _, _ in leaks.visits() for number in leaks.numbers())
    assert [word for each in leaks.conversations.values() for word in each.told if word not in read] == [], f"seed {SEED}"


def test_r35_no_mail_to_a_contact_holds_one(leaks):
    count = 0
    for story in leaks.stories.values():
        for person in (story.people["Luca"], story.people["Sara"], story.people["Gino"]):
            letters = leaks.desk.letters(person.address)
            assert len(letters) == leaks.desk.value("select count(*) from turno.outbox where recipient = %s", person.address)
            for message_id, letter in letters.items():
                leaks.check(decoded(letter), f"mail {message_id} to {person.name} of {story.scenario.title}")
                count += 1
    assert count > CONVERSATIONS


def test_r24_no_page_that_a_contact_can_call_holds_one(leaks):
    functions = [row[0] for row in leaks.desk.rows(FUNCTIONS)]
    assert {"page_conversation", "page_documents", "page_search"} <= set(functions)
    for story, person in leaks.visits():
        for function in functions:
            texts = [leaks.ask(function, contact=person.id, language="it")]
            texts += [leaks.ask(function, ticket=number, id=number, contact=person.id, language="it") for number in leaks.numbers()]
            leaks.check("".join(texts), f"{function} for {person.name} of {story.scenario.title}")


def test_r9_no_row_that_a_contact_can_read_holds_one(leaks):
    tables = leaks.desk.rows(COLUMNS)
    assert {"ticket", "post", "event", "attachment"} <= {table for table, _ in tables}
    for story, person in leaks.visits():
        for table, columns in tables:
            leaks.check(leaks.row(f"select jsonb_agg(x) from (select {columns} from turno.{table}) x"),
                        f"table {table} for {person.name} of {story.scenario.title}")


def test_r26_no_search_of_a_contact_finds_one(leaks):
    for story, person in leaks.visits():
        conversation = leaks.conversations[story.scenario.name]
        words = list(conversation.secrets)
        for start in range(0, len(words), WORDS_AT_ONCE):
            some = words[start:start + WORDS_AT_ONCE]
            answer = json.loads(leaks.ask("page_search", q=" or ".join(some)))
            assert (answer["count"], answer["tickets"]) == (0, []), f"seed {SEED}: one of {[leaks.secrets[word] for word in some]}"
        if person.name == "Luca":
            answer = json.loads(leaks.ask("page_search", q=" or ".join(words[:WORDS_AT_ONCE - 1] + conversation.told[:1])))
            assert [row["number"] for row in answer["tickets"]] == [story.tickets["T"]], f"seed {SEED}: nothing at all is found"


def test_r24_r39_no_export_for_a_contact_holds_one(leaks, tmp_path):
    for number, (name, story) in enumerate(leaks.stories.items()):
        file = tmp_path / f"{number}.zip"
        leaks.office.turno("export", "contact", story.people["Luca"].address, "--to", file)
        with zipfile.ZipFile(file) as archive:
            texts = archive.namelist() + [archive.read(each).decode("utf-8", "replace") for each in archive.namelist()]
        leaks.check("\n".join(texts), f"export of Luca of {name}")
        assert leaks.conversations[name].told[0] in "\n".join(texts)


def test_r24_no_page_of_the_web_holds_one(leaks):
    """As a browser gets them, entered by the link of a mail."""
    for name, story in leaks.stories.items():
        message_id = story.rows_to("acknowledgement", "Luca", story.tickets["T"])[0][1]
        browser = leaks.office.enter(leaks.office.link(leaks.desk.letters(story.people["Luca"].address)[message_id]))
        pages = [browser.page.html]
        assert leaks.conversations[name].told[0] in pages[0]
        for path in ("/t", f"/t/{story.tickets['T']}", f"/ticket/{story.tickets['T']}"):
            pages.append(browser.get(f"{leaks.office.url}{path}").html)
        leaks.check("\n".join(pages), f"a page for Luca of {name}")
