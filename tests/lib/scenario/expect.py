"""The expectations of scenarios, each against what the database says, or what lies in a mailbox."""
import json
import re

from .text import Expectation, Wrong

# Written when the mail server has taken a mail: at any time after the step.
LATE_EVENTS = ("delivery_sent",)


class Mismatch(Exception):
    """One expectation that was not met."""


def _same(what, wanted, found):
    if wanted != found:
        raise Mismatch(f"{what}: wanted “{wanted}”, found “{found}”")


def _squeezed(text):
    return " ".join((text or "").split())


def _list(parts):
    return ", ".join(sorted(parts)) or "none"


def _listed(text):
    return _list(" ".join(part.split()) for part in text.split(",") if part.strip() not in ("", "none"))


class Look:
    """What one step's expectations look at; each method is an expectation."""

    def __init__(self, story, ticket):
        self.story = story
        self.number = ticket
        self._ticket = None

    @property
    def ticket_json(self):
        if self.number is None:
            raise Mismatch("the step has no ticket to look at")
        if self._ticket is None:
            self._ticket = self.story.desk.value("select turno.ticket_json(%s, 'it')", self.number)
        return self._ticket

    def _mail(self):
        if self.story.mail is None:
            raise Mismatch("no mail was sent yet")
        return self.story.mail

    def _name_of(self, address):
        return next((person.name for person in self.story.people.values() if person.address.lower() == address.lower()), address)

    # The mail

    def outcome(self, rest):
        _same("outcome", rest, self._mail()["outcome"])

    def reason(self, rest):
        if rest.lower() not in (self._mail()["reason"] or "").lower():
            raise Mismatch(f"reason: “{rest}” is not in “{self._mail()['reason']}”")

    def trust(self, rest):
        _same("trust", rest, self._mail()["trust"])

    def trace(self, rest):
        """STEP name=value …: such a step is in the trace; a value is found in a list too."""
        name, *pairs = rest.split()
        wanted = dict(pair.split("=", 1) for pair in pairs)

        def fits(step):
            return step.get("step") == name and all(
                value in map(_text, step[key]) if isinstance(step.get(key), list) else value == _text(step.get(key))
                for key, value in wanted.items())
        if not any(fits(step) for step in self._mail()["trace"]):
            raise Mismatch(f"trace: no step “{rest}”")

    # The ticket

    def ticket(self, rest):
        """none, new, or a name: the ticket that has it, or gets it now."""
        story = self.story
        if rest == "none" or self.number is None:
            _same("ticket", rest, "none" if self.number is None else str(self.number))
        elif rest in story.tickets:
            _same(f"ticket {rest}", story.tickets[rest], self.number)
        elif self.number in story.tickets.values():
            raise Mismatch(f"ticket: wanted a new one, found {[n for n, t in story.tickets.items() if t == self.number]}")
        elif rest != "new":
            story.tickets[rest] = self.number

    def turn(self, rest):
        _same("turn", rest, self.ticket_json["turn"])

    def level(self, rest):
        _same("level", rest, self.ticket_json["level"])

    def status(self, rest):
        _same("status", rest, self.ticket_json["status"])

    def priority(self, rest):
        _same("priority", rest, self.ticket_json["priority"])

    def assignee(self, rest):
        _same("assignee", rest, self.ticket_json["assignee"] or "none")

    def subject(self, rest):
        _same("subject", rest, self.ticket_json["subject"])

    def contact(self, rest):
        _same("contact", self.story.where(rest).lower(), (self.ticket_json["contact"]["address"] or "").lower())

    def category(self, rest):
        """own, or what stands behind it, or a category of the office."""
        path = self.ticket_json["category"]
        own = self.story.category
        _same("category", rest, "own" if path == own else path.removeprefix(own + " › "))

    def posts(self, rest):
        """All of them in order: author, or “note author”."""
        found = [("note " if post["kind"] == "note" else "") + (self._name_of(post["author"] or post["author_kind"]))
                 for post in self.ticket_json["posts"]]
        _same("posts", re.sub(r"\s*,\s*", ", ", rest), ", ".join(found) or "none")

    def text(self, rest):
        """The words of the newest post."""
        posts = self.ticket_json["posts"]
        _same("text", rest, _squeezed(posts[-1]["visible_text"]) if posts else None)

    def documents(self, rest):
        """Names of the newest post's documents."""
        _same("documents", _listed(rest), _list(each["name"] for each in self.ticket_json["posts"][-1]["attachments"]))

    def _events(self):
        rows = self.story.desk.value("select turno.ticket_events(%s)", self.number) if self.number else []
        rows = [row for row in rows if row["type"] not in LATE_EVENTS]
        return rows[self.story.event_marks.get(self.number, 0):]

    def events(self, rest):
        """Types of all events that this step added, in order."""
        _same("events", " ".join(rest.split()), " ".join(event["type"] for event in self._events()) or "none")

    def event(self, rest):
        """TYPE name=value …: this step added such an event (actor, old, new, note, channel)."""
        name, *pairs = rest.split(" ", 1)
        wanted = dict(re.findall(r"(\w+)=(\"[^\"]*\"|\S+)", pairs[0])) if pairs else {}
        for event in self._events():
            if event["type"] == name and all(value.strip('"') == _text(event.get(key)) for key, value in wanted.items()):
                return
        raise Mismatch(f"event: no “{rest}” among {json.dumps(self._events(), ensure_ascii=False)}")

    def seen(self, rest):
        """by WHO, …: they see the ticket."""
        for name in rest.removeprefix("by ").split(","):
            if not self._sees(name.strip()):
                raise Mismatch(f"{name.strip()} does not see the ticket")

    def hidden(self, rest):
        """from WHO, …: for them it does not exist."""
        for name in rest.removeprefix("from ").split(","):
            if self._sees(name.strip()):
                raise Mismatch(f"{name.strip()} sees the ticket")

    def _sees(self, name):
        person = self.story.person(name)
        return self.story.desk.as_person("select count(*) from turno.ticket where id = %s", self.number, person.login or None,
                                         None if person.login else person.address) == 1

    # What turno writes

    def outbox(self, rest):
        """All mails that this step made: KIND to WHO, …"""
        story = self.story
        rows = story.desk.rows("select o.kind, o.recipient from turno.outbox o where o.id > %s and (o.recipient = any(%s)"
                               " or o.ticket_id = any(%s))", story.outbox_mark, story.addresses(), list(story.touched))
        _same("outbox", _listed(rest), _list(f"{kind} to {self._name_of(recipient)}" for kind, recipient in rows))

    def letter(self, rest):
        """KIND to WHO says|lacks TEXT; waits until it lies in the mailbox."""
        match = re.fullmatch(r"(.+? to \S+(?: about \w+)?) (says|lacks|subject) (.+)", rest)
        if not match:
            raise Mismatch(f"“letter {rest}” is not understood: letter reply to Luca says …")
        letter = yield from self.story.letter(match[1])
        text = letter["Subject"] if match[2] == "subject" else _squeezed(self.story.about_letter("text", letter))
        if (match[3] in text) == (match[2] == "lacks"):
            raise Mismatch(f"letter {rest}; it reads:\n{letter['Subject']}\n\n{self.story.about_letter('text', letter)}")

    def header(self, rest):
        """KIND to WHO NAME VALUE: a field of that mail holds this; none: it is not there."""
        match = re.fullmatch(r"(.+? to \S+(?: about \w+)?) ([A-Z][A-Za-z-]+) (.+)", rest)
        if not match:
            raise Mismatch(f"“header {rest}” is not understood: header reply to Luca Auto-Submitted none")
        letter = yield from self.story.letter(match[1])
        found = letter[match[2]]
        if found is not None if match[3] == "none" else match[3] not in (found or ""):
            raise Mismatch(f"header {rest}: found “{found}”")

    def delivery(self, rest):
        """KIND to WHO STATE: how far the newest such mail is."""
        match = re.fullmatch(r"([a-z_]+) to (\S+) (\w+)", rest)
        rows = self.story.rows_to(match[1], match[2]) if match else []
        if not rows or rows[-1][2] != match[3]:
            raise Mismatch(f"delivery {rest}: found {[row[2:] for row in rows]}")

    # Everything else

    def refused(self, rest):
        if not self.story.trouble or rest not in self.story.trouble:
            raise Mismatch(f"refused: wanted “{rest}”, found “{self.story.trouble or 'done'}”")

    def json(self, rest):
        """PATH VALUE in {mail, ticket, result}: mail.evidence.automatic response."""
        path, _, wanted = rest.partition(" ")
        root, *names = path.split(".")
        value = {"mail": self._mail, "ticket": lambda: self.ticket_json, "result": lambda: self.story.result}[root]()
        for name in names:
            value = value[int(name)] if isinstance(value, list) else value[name]
        _same(path, wanted, _text(value))


def _text(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _meets(story, step, each):
    """Checks one expectation; “T.turn closed” looks at the ticket that is called T."""
    name, dot, word = each.word.rpartition(".")
    if dot and name not in story.tickets:
        raise Wrong(each.line, f"no ticket is called “{name}”")
    number = story.tickets[name] if dot else story.ticket
    if number:
        story.touched.add(number)
    rest = yield from story.fill(each.rest, each.line)
    if word == "=":
        _same(step.word, rest, _text(story.result))
        return
    method = getattr(Look(story, number), word, None) if re.fullmatch("[a-z]+", word) else None
    if method is None:
        known = [name for name in vars(Look) if re.fullmatch("[a-z]+", name)]
        raise Wrong(each.line, f"“{each.word}” is no expectation; there are {', '.join(known)}")
    waits = method(rest)
    if waits is not None:
        yield from waits


def _check_all(story, expectations):
    """What is wrong, line by line."""
    wrong = []
    for each in expectations:
        try:
            yield from _meets(story, each.step, each)
        except (Mismatch, KeyError) as error:
            wrong.append(f"{each.line}: {error.args[0]}")
    return wrong


def until(story, step):
    """until EXPECTATION: checks it again and again until it is so; what the mail server does takes time."""
    word, _, rest = step.rest.partition(" ")
    first = Expectation(step.line, word, rest, step)
    said = []

    def is_so():
        waits = _check_all(story, [first])
        try:
            next(waits)
            raise Wrong(step.line, f"“{word}” waits by itself")
        except StopIteration as end:
            said[:] = end.value
            return not said
    try:
        yield is_so, f"“{step.rest}”"
    except TimeoutError as error:
        raise Wrong(step.line, f"{error}: {said[0]}") from None
    yield from check(story, step)


def check(story, step):
    """All expectations of a step; then the events and mails that it made are no longer new."""
    wrong = []
    if story.trouble and not any(each.word == "refused" for each in step.expectations):
        wrong.append(f"{step.line}: {step.word} was refused: {story.trouble}")
    story.touched |= {number for number in (*story.tickets.values(), story.ticket) if number}
    wrong += yield from _check_all(story, step.expectations)
    if wrong:
        explained = "\n" + json.dumps({key: story.mail[key] for key in ("id", "outcome", "reason", "ticket", "trust", "trace")},
                                      ensure_ascii=False) if step.word == "mail" else ""
        raise Wrong("", "\n".join(wrong) + explained)
    story.trouble = ""
    story.outbox_mark = max(story.outbox_mark, story.desk.value("select coalesce(max(id), 0) from turno.outbox"))
    for number in story.touched:
        rows = story.desk.value("select turno.ticket_events(%s)", number) or []
        story.event_marks[number] = len([row for row in rows if row["type"] not in LATE_EVENTS])
