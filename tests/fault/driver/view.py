"""What the checker looks at: the tables, the log of the sink, the folders of the mail server, the history."""
from dataclasses import dataclass, field

LEDGER = """select m.id, b.name, encode(x.sha256, 'hex'), m.outcome, m.reason, m.is_after_done
    from turno.mail m join turno.mailbox b on b.id = m.mailbox_id join turno.blob x on x.id = m.blob_id"""
POSTS = "select id, ticket_id, mail_id, kind, author_kind from turno.post"
TICKETS = "select id, turn from turno.ticket"
EVENTS = """select ticket_id, seq, type, post_id from turno.event
    where type in ('contact_message', 'reply', 'delivery_failed', 'closed', 'reopened') order by ticket_id, seq"""
OUTBOX = "select id, message_id, state, kind, recipient from turno.outbox"
RULES = "select turn, event, new_turn from turno.turn_rule"
JOBS = "select (select count(*) from turno.mail_job), (select count(*) from turno.outbox_job)"
LEASES = """select l.name, l.owner, l.epoch, extract(epoch from l.expires_at - clock_timestamp())::float8 from turno.lease l
    where l.expires_at > '-infinity'"""


@dataclass
class View:
    """A copy of everything, taken when all was quiet. Lists of tuples in the order of the queries above."""

    mails: list = field(default_factory=list)          # history.mails: {kind, message_id, mailbox, sha256}
    ledger: list = field(default_factory=list)
    posts: list = field(default_factory=list)
    tickets: list = field(default_factory=list)
    events: list = field(default_factory=list)
    outbox: list = field(default_factory=list)
    rules: list = field(default_factory=list)
    jobs: tuple = (0, 0)                               # mails and outgoing mails that wait
    accepted: list = field(default_factory=list)       # (seconds, message id, recipient) of the sink, in order
    submit_kills: list = field(default_factory=list)   # seconds
    touched: set = field(default_factory=set)          # (mailbox, sha256) that turnod flagged or moved
    findings: list = field(default_factory=list)       # of turno verify
    leases: list = field(default_factory=list)
    wanted_leases: list = field(default_factory=list)  # names
    living: list = field(default_factory=list)         # process ids of the turnod that run
    lease_seconds: int = 3
    former_epochs: dict = field(default_factory=dict)  # lease → highest epoch seen before
    leftovers: list = field(default_factory=list)      # processes of a turnod that ended


def take_view(site, traffic, history, former_epochs):
    """The view of a site that is quiet."""
    rows = site.postgres.rows
    return View(
        mails=list(history.mails), ledger=rows(LEDGER), posts=rows(POSTS), tickets=rows(TICKETS), events=rows(EVENTS),
        outbox=rows(OUTBOX), rules=rows(RULES), jobs=rows(JOBS)[0], accepted=list(site.sink.accepted),
        submit_kills=list(history.submit_kills), touched=traffic.touched(),
        findings=rows("select ticket_id, seq, problem from turno.verify_chain()"), leases=rows(LEASES),
        wanted_leases=["writer", *(f"mailbox:{row[0]}" for row in rows("select id from turno.mailbox where is_active and imap_host <> ''"))],
        living=[gateway.pid() for gateway in site.gateways], lease_seconds=site.gateways[0].lease_seconds,
        former_epochs=dict(former_epochs))
