"""Certified mail as providers signed it, byte by byte, in an office that knows their authorities (M27-M30)."""
import contextlib
import os
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
OURS = TOP / "tests/mail/pec"
CORPUS = Path(os.environ.get("TURNO_CORPUS", TOP / "../shared/corpus"))
CLIENT = "mario.rossi@pec.edilnord.example"  # who wrote the envelopes of tests/mail/pec
CITED = "m.1041.77.1.aaaabbbbccccdddd@caf.example"  # of what its receipts tell


class Desk:
    """The office with a certified mailbox that only these mails fill."""

    def __init__(self, office):
        self.office = office

    def take(self, content):
        """The mail as turno explain tells of it, once it is decided."""
        row = self.office.turno("ingest", "--mailbox", "pec", stdin=content)
        return self.office.turno("explain", row["id"])

    def take_all(self, folder, *names):
        return [self.take((folder / f"{name}.eml").read_bytes()) for name in names]

    def query(self, sql):
        return self.office.stack.postgres.query(sql)

    def reply(self, ticket, text, cited, **more):
        """Marco answers; gives the outbox row, which the receipts cite as the mail `cited`."""
        self.office.answer_by_web(ticket, "marco", text, **more)
        row = max((row for row in self.office.settled(ticket) if row["kind"] == "reply"), key=lambda row: row["id"])
        self.query(f"update turno.outbox set message_id = null where message_id = '{cited}'")
        self.query(f"update turno.outbox set message_id = '{cited}' where id = {row['id']}")
        return row

    def delivery(self, row):
        return self.query(f"select delivery from turno.outbox where id = {row['id']}")[0][0]


@contextlib.contextmanager
def certified_desk(office):
    """The desk, for as long as turnod knows the authorities of these mails."""
    turnod = office.stack.turnod
    authorities = (OURS / "ca.pem").read_text(encoding="ascii")
    corpus = CORPUS / "pec_synthetic/prov.crt"
    authorities += corpus.read_text(encoding="ascii") if corpus.exists() else ""
    turnod.pec_ca = str(turnod.host.write(turnod.folder / "pec.pem", authorities))
    turnod.prepare()
    turnod.restart()
    office.turno("mailbox", "add", "pec", "--address", "sportello@pec.caf.example", "--kind", "pec", "--accept-new", "anyone",
                 "--category", "CAF")
    try:
        yield Desk(office)
    finally:
        turnod.pec_ca = ""
        turnod.prepare()
        turnod.restart()
