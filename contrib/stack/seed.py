"""What the demo office holds from the start: categories, people, mailboxes, one route."""

OFFICE = "Sportello Demo"
CATEGORIES = (
    ("CAF", ()),
    ("CAF › 730", ()),
    ("CAF › ISEE", ()),
    ("Immigrazione", ()),
    ("Immigrazione › Rinnovo permesso", ()),
    ("Amministrazione", ("--fallback",)),
    ("Interna", ("--hidden",)),
)
OPERATORS = (
    ("anna", "Anna Conti", ("--admin", "--triage"),
     (("CAF", "advanced"), ("Immigrazione", "advanced"), ("Amministrazione", "advanced"), ("Interna", "advanced"))),
    ("marco", "Marco Villa", (), (("CAF", "base"),)),
    ("riccardo", "Riccardo Greco", (), (("CAF", "advanced"), ("Immigrazione", "base"))),
)
CUSTOMERS = (("Mario Rossi", "person"), ("Amina Haddad", "person"), ("Edil Nord S.r.l.", "company"))
CONTACTS = (
    ("mario.rossi@demo.example", "Mario Rossi", "Mario Rossi", ()),
    ("amina.haddad@demo.example", "Amina Haddad", "Amina Haddad", ()),
    ("info@edilnord.example", "Edil Nord", "Edil Nord S.r.l.", ("edilnord@demo.example",)),
    ("geometra@demo.example", "Geometra Sala", "Edil Nord S.r.l.", ()),
)
MAILBOXES = (("support", "known"), ("help", "anyone"))


def _known(call, noun, key):
    return {row[key] for row in call(noun, "list")}


def _seed_people(call, passwords):
    known = _known(call, "operator", "login")
    for login, name, switches, scopes in OPERATORS:
        if login in known:
            continue
        call("operator", "add", login, "--name", name, "--address", f"{login}@demo.example", *switches,
             "--password-file", "-", stdin=passwords[login].encode() + b"\n")
        for path, level in scopes:
            call("operator", "set", login, "--category", path, "--level", level, "--below")
    known = _known(call, "customer", "name")
    for name, kind in CUSTOMERS:
        if name not in known:
            call("customer", "add", name, "--kind", kind)
    known = {address for row in call("contact", "list") for address in row["addresses"]}
    for address, name, customer, others in CONTACTS:
        if address not in known:
            more = [word for other in others for word in ("--address", other)]
            call("contact", "add", address, "--name", name, "--customer", customer, *more)


def seed(turnod, passwords):
    """Adds what is missing through the command `turno`."""
    call = turnod.call
    known = _known(call, "category", "path")
    for path, switches in CATEGORIES:
        if path not in known:
            call("category", "add", path, *switches)
    _seed_people(call, passwords)
    if not any(row["is_set"] for row in call("setting", "list")):
        call("setting", "set", "office.name", "--value", OFFICE)
    known = _known(call, "mailbox", "name")
    for name, accept_new in MAILBOXES:
        if name not in known:
            call("mailbox", "add", name, "--address", f"{name}@demo.example", "--imap-host", "127.0.0.1",
                 "--imap-port", turnod.ports["imaps"], "--imap-tls", "implicit",
                 "--imap-login", f"{name}@demo.example", "--imap-secret", "imap", "--accept-new", accept_new)
    if not call("route", "list"):
        call("route", "add", "--field", "subject", "--operator", "contains", "--pattern", "730",
             "--category", "CAF › 730", "--rank", "10")
