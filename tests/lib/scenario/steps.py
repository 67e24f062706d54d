"""The steps of scenarios: who there is, what is sent, what is done."""
import json
from pathlib import Path

from .desk import Refused
from .expect import check, until
from .letter import build, quoted, split
from .story import Person, Sent
from .text import Wrong, split_words

FIXTURES = Path(__file__).resolve().parents[2] / "mail"
# Ranks of rules: those of a scenario come before the one that leads its people's mail to its category, and that before the office's.
OWN_RANK, PEOPLE_RANK = 1, 5


def _value(text):
    """A value as JSON: [, { begin JSON; true, false and null are words of it; all else is text."""
    return json.loads(text) if text[:1] in ("[", "{") or text in ("true", "false", "null") else text


def _read(story, step):
    """Words and values of a step's line, placeholders replaced."""
    words, values = step.words()
    filled = []
    for word in words:
        filled.append((yield from story.fill(word, step.line)))
    for name, value in values.items():
        values[name] = _value((yield from story.fill(value, step.line)))
    return filled, values


def _ensure_category(story):
    if not story.desk.rows("select 1 from turno.category where path = %s", story.category):
        story.desk.call("category_add", path=story.category)


def _lead(story, address, rank=PEOPLE_RANK):
    """New mail of this address goes to the category of the scenario."""
    _ensure_category(story)
    story.desk.call("route_add", field="from", operator="equals", pattern=address, category=story.category, rank=rank)


def contact(story, step):
    (name,), values = yield from _read(story, step)
    person = Person(name, "contact", values.pop("address", story.address(name)))
    if "customer" in values:
        values["customer"] = f"{values['customer']} {story.tag}"
        if not story.desk.rows("select 1 from turno.customer where name = %s", values["customer"]):
            story.desk.call("customer_add", name=values["customer"])
    person.id = story.desk.call("contact_add", **{"address": person.address, "name": name, **values})["id"]
    story.people[name] = person
    _lead(story, person.address)


def stranger(story, step):
    (name,), values = yield from _read(story, step)
    story.people[name] = Person(name, "stranger", values.get("address", story.address(name, "altrove.example")))
    _lead(story, story.people[name].address)


def operator(story, step):
    words, values = yield from _read(story, step)
    name, level = (words + ["advanced"])[:2]
    person = Person(name, "operator", story.address(name), f"{name.lower()}.{story.tag}", level=level)
    _ensure_category(story)
    story.desk.call("operator_add", **{"login": person.login, "name": name, "addresses": [person.address], **values})
    person.id = story.desk.value("select id from turno.operator where login = %s", person.login)
    if level != "none":
        story.desk.call("operator_set", login=person.login, category=story.category, level=level, below=True)
    story.people[name] = person


def enable(story, step):
    (name, path, level), _ = yield from _read(story, step)
    story.desk.call("operator_set", login=story.person(name).login, category=_path(story, path), level=level, below=True)


def _path(story, name):
    return story.category if name == "own" else f"{story.category} › {name}"


def category(story, step):
    (name,), values = yield from _read(story, step)
    _ensure_category(story)
    path = _path(story, name)
    function = "category_set" if story.desk.rows("select 1 from turno.category where path = %s", path) else "category_add"
    story.desk.call(function, path=path, **values)
    for person in story.people.values():
        if person.level != "none":
            story.desk.call("operator_set", login=person.login, category=path, level=person.level)


def route(story, step):
    """route FIELD OPERATOR PATTERN category=NAME …"""
    (field, compare, pattern), values = yield from _read(story, step)
    values["category"] = _path(story, values.get("category", "own"))
    story.desk.call("route_add", **{"field": field, "operator": compare, "pattern": pattern, "rank": OWN_RANK, **values})


def rule(story, step):
    """rule if=[…] then=[…] …: as turno route add takes them."""
    _, values = yield from _read(story, step)
    _ensure_category(story)
    story.desk.call("route_add", **{"rank": OWN_RANK, **values})


def mailbox(story, step):
    """mailbox NAME …: fetched by IMAP as the office's own, or filled by “turno ingest” alone (door=true)."""
    (name,), values = yield from _read(story, step)
    address = values.pop("address", story.address(name))
    server = {} if values.pop("door", False) else {
        "imap_host": "127.0.0.1", "imap_port": story.desk.office.ports["imaps"], "imap_tls": "implicit", "imap_login": address,
        "imap_secret": "imap"}
    _ensure_category(story)
    story.desk.call("mailbox_add", **{"name": address.partition("@")[0], "address": address, "category": story.category,
                                      "accept_new": "known", **server, **values})
    story.mailboxes[name] = address


def _recipients(story, word):
    return [story.where(part.strip()) for part in word.split(",")]


def _options(step, words):
    """from WHO, to WHOM, by MAILBOX, answering KIND to WHO, again NAME, file NAME, envelope ADDRESS, unquoted."""
    options, rest = {}, list(words)
    while rest:
        word = rest.pop(0)
        if word == "unquoted":
            options[word] = True
        elif word == "answering" and rest:
            options[word] = rest.pop(0)
            if options[word] == "first" and rest:
                options[word] += f" {rest.pop(0)}"
            while rest and rest[0] in ("to", "about") and len(rest) > 1 and not (rest[0] == "to" and " to " in options[word]):
                options[word] += f" {rest.pop(0)} {rest.pop(0)}"
        elif word in ("from", "to", "by", "again", "file", "envelope") and rest:
            options[word] = rest.pop(0)
        else:
            raise Wrong(step.line, f"“{word}” is not understood; a mail is: mail NAME from WHO to WHOM …")
    return options


def _compose(story, step, options):
    """Bytes and Message-ID of a step's mail."""
    block = (yield from story.fill("\n".join(step.block), step.line)).split("\n") if step.block else []
    if "again" in options:
        first = story.mails[options["again"]]
        return first.content, first.message_id
    if "file" in options:
        content = (FIXTURES / options["file"]).read_text(encoding="latin-1")
        for row in filter(None, block):
            old, arrow, new = row.partition(" => ")
            if not arrow or old not in content:
                raise Wrong(step.line, f"the file has no “{old}” (a row is “old => new”)")
            content = content.replace(old, new)
        head = content.replace("\r\n", "\n").partition("\n\n")[0]
        found = [row for row in head.split("\n") if row.lower().startswith("message-id:")]
        return content.encode("latin-1"), found[0].partition(":")[2].strip(" <>") if found else None
    fields, text = split(block)
    sender = options["from"]
    person = story.people.get(sender)
    defaults = {"To": ", ".join(_recipients(story, options["to"])) if "to" in options else ""}
    if "answering" in options:
        words = options["answering"] if " to " in options["answering"] else f"{options['answering']} to {sender}"
        letter = yield from story.letter(words)
        defaults.update({"To": defaults["To"] or story.about_letter("address", letter), "Subject": "Re: " + letter["Subject"],
                         "In-Reply-To": letter["Message-ID"], "References": letter["Message-ID"]})
        if not options.get("unquoted"):
            text += quoted(letter, story.about_letter("text", letter))
    options.setdefault("to", defaults["To"])
    return build(fields, text, (person.name if person else "", story.where(sender)), defaults)


def mail(story, step):
    words, _ = yield from _read(story, step)
    name, options = words[0], _options(step, words[1:])
    if "from" not in options:
        raise Wrong(step.line, "who sends it? write from WHO")
    content, message_id = yield from _compose(story, step, options)
    sender = options.get("envelope", story.where(options["from"]))
    sent = Sent(message_id, sender, content)
    if "by" in options:
        ended = story.desk.start("ingest", "--mailbox", story.where(options["by"]).partition("@")[0], stdin=content)
        status, out, error = yield ended, f"end of turno ingest of “{name}”"
        if status != 0:
            raise Wrong(step.line, f"turno ingest ended with {status}: {error.strip()}")
        sent.id = json.loads(out)["id"]
    else:
        if not message_id:
            raise Wrong(step.line, "a mail without Message-ID goes in by “by MAILBOX”")
        story.desk.send("" if sender == "<>" else sender, _recipients(story, options["to"]), content)
        sent.id = yield (lambda: story.desk.verdict(message_id, story.known_mails)), f"outcome of the mail “{name}”"
    story.mails[name] = sent
    yield from _decided(story, step, sent)


def _decided(story, step, sent):
    story.known_mails.add(sent.id)
    story.mail = story.desk.value("select turno.mail_explain(%s)", sent.id)
    story.ticket = story.mail["ticket"]
    yield from check(story, step)


def retry(story, step):
    """retry NAME: the mail is decided again, as by turno mail retry."""
    (name,), _ = yield from _read(story, step)
    sent = story.mails[name]
    story.desk.rows("select turno.mail_retry(%s)", sent.id)
    yield (lambda: story.desk.value("select outcome is not null from turno.mail where id = %s", sent.id)), f"outcome of the mail “{name}”"
    yield from _decided(story, step, sent)


def act(story, step):
    """act VERB by WHO name=value …: the SQL function act_VERB, in a session of WHO."""
    words, values = yield from _read(story, step)
    if len(words) != 3 or words[1] != "by":
        raise Wrong(step.line, "an act is: act VERB by WHO name=value …")
    person = Person("nobody", "nobody", "") if words[2] == "nobody" else story.person(words[2])
    story.trouble = ""
    try:
        story.result = story.desk.as_person(f"select turno.act_{words[0]}(%s::jsonb)", json.dumps(values), person.login or None,
                                            None if person.login else person.address or None)
        if not story.result.get("ok", True):
            story.trouble = json.dumps(story.result, ensure_ascii=False)
    except Refused as error:
        story.trouble = str(error)
    number = values.get("ticket") or (story.result or {}).get("ticket")
    story.ticket = int(number) if number else story.ticket
    yield from check(story, step)


def turno(story, step):
    """turno WORDS: the command line, as somebody at a terminal writes it."""
    words = []
    for word in split_words(step.line, step.rest):
        words.append((yield from story.fill(word, step.line)))
    status, out, error = yield story.desk.start(*words), f"end of turno {step.rest}"
    story.trouble = "" if status == 0 else f"exit {status}: {error.strip()}"
    story.result = json.loads(out) if status == 0 and out.strip() else None
    if isinstance(story.result, dict) and isinstance(story.result.get("ticket"), int):
        story.ticket = story.result["ticket"]
    yield from check(story, step)


def sql(story, step):
    """sql STATEMENT: as the owner of the database; for time that passes and for what no page shows."""
    statement = yield from story.fill(" ".join([step.rest, *step.block]), step.line)
    story.trouble = ""
    story.result = story.desk.value(statement)
    yield from check(story, step)


def server(story, step):
    """server refuses | forgets WHO: mail to him is refused by the mail server, or taken and sent back."""
    (verb, name), _ = yield from _read(story, step)
    {"refuses": story.desk.office.stack.exim.refuse, "forgets": story.desk.office.stack.exim.forget}[verb](
        story.person(name).address.partition("@")[0])


steps = {each.__name__: each for each in (contact, stranger, operator, enable, category, route, rule, mailbox, mail, retry, act, turno, sql, server,
                                        until)}
