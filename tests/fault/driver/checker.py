"""What must hold when all is quiet. Each check takes a view and gives sentences about what is wrong."""
import collections

from .traffic import OUTCOME

FINAL = ("sent", "failed", "uncertain")
LEASE_SLACK_SECONDS = 1


def _entries_by_bytes(view):
    found = collections.defaultdict(list)
    for mail_id, mailbox, sha256, outcome, reason, is_after_done in view.ledger:
        found[sha256].append((mail_id, mailbox, outcome, reason, is_after_done))
    return found


def nothing_is_lost(view):
    """M1, M2: every mail is in the ledger, once per mailbox it was put in, with an outcome."""
    entries = _entries_by_bytes(view)
    for mail in view.mails:
        rows = [row for row in entries[mail["sha256"]] if row[1] == mail["mailbox"]]
        if len(rows) != 1:
            yield f"mail {mail['message_id']} has {len(rows)} rows in the ledger of {mail['mailbox']}"
        elif rows[0][2] is None:
            yield f"mail {mail['message_id']} has no outcome"


def each_mail_counts_once(view):
    """M4: of all copies of a mail, exactly one is no duplicate."""
    entries = _entries_by_bytes(view)
    for sha256 in {mail["sha256"] for mail in view.mails}:
        originals = [row for row in entries[sha256] if row[2] not in (None, "duplicate")]
        if len(originals) != 1 and entries[sha256]:
            yield f"mail with bytes {sha256[:12]} counts {len(originals)} times"


def nothing_is_invented(view):
    """The ledger holds nothing that nobody sent."""
    sent = {(mail["mailbox"], mail["sha256"]) for mail in view.mails}
    for mail_id, mailbox, sha256, *_ in view.ledger:
        if (mailbox, sha256) not in sent:
            yield f"mail {mail_id} of {mailbox} was never sent"


def outcomes_are_right(view):
    """M34, R29: each mail ends as its kind must."""
    entries = _entries_by_bytes(view)
    for mail in view.mails:
        # Which of two equal copies comes first is open, so either may be the ticket.
        wanted = {OUTCOME[mail["kind"]], "duplicate", "quarantine", None} | ({"ticket"} if mail["kind"] == "copy" else set())
        for mail_id, _, outcome, reason, _ in entries[mail["sha256"]]:
            # Two operators answer the same mail of a contact: the later one waits for a click (R29).
            is_late = mail["kind"] == "reply" and outcome == "held" and (reason or "").startswith("another operator has answered since: ")
            if outcome not in wanted and not is_late:
                yield f"mail {mail_id} ({mail['kind']} {mail['message_id']}) became {outcome}: {reason}"


def no_innocent_in_quarantine(view):
    """M3: the mails are harmless; nobody is blamed for what the world did."""
    for mail_id, mailbox, _, outcome, reason, _ in view.ledger:
        if outcome == "quarantine":
            yield f"mail {mail_id} of {mailbox} is in quarantine: {reason}"


def each_mail_is_posted_once(view):
    """M2: a mail that became a ticket or a post has one post, any other none."""
    posts = collections.Counter(mail_id for _, _, mail_id, _, _ in view.posts if mail_id is not None)
    for mail_id, _, _, outcome, _, _ in view.ledger:
        wanted = 1 if outcome in ("ticket", "post") else 0
        if posts[mail_id] != wanted:
            yield f"mail {mail_id} ({outcome}) has {posts[mail_id]} posts"


def every_ticket_has_a_post(view):
    """No half of a transaction is left."""
    filled = {ticket for _, ticket, *_ in view.posts}
    for ticket, _ in view.tickets:
        if ticket not in filled:
            yield f"ticket {ticket} has no post"


def turns_follow_the_rule(view):
    """R14, R15: the turn is what turn_rule says of the messages and failed replies, in their order."""
    rules = {(turn, event): new for turn, event, new in view.rules}
    authors = {post: author for post, _, _, kind, author in view.posts if kind == "message"}
    turns = collections.defaultdict(lambda: "none")
    for ticket, _, kind, post in view.events:
        event = {"contact_message": "contact_message", "reply": "reply", "closed": "closed", "reopened": "reopened",
                 "delivery_failed": "delivery_failed" if authors.get(post) == "operator" else ""}[kind]
        turns[ticket] = rules.get((turns[ticket], event), turns[ticket])
    for ticket, turn in view.tickets:
        if turn != turns[ticket]:
            yield f"ticket {ticket}: the turn is {turn}, by the rule it is {turns[ticket]}"


def outbox_is_settled(view):
    """M31: every outgoing mail was sent, failed or is uncertain, and no job is left."""
    for outbox, _, state, kind, recipient in view.outbox:
        if state not in FINAL:
            yield f"outbox {outbox} ({kind} to {recipient}) is {state}"
    if view.jobs != (0, 0):
        yield f"{view.jobs[0]} mails and {view.jobs[1]} outgoing mails still wait"


def what_was_sent_arrived(view):
    """A row that says sent is a mail that the sink has, for that recipient."""
    arrived = {(message_id, recipient) for _, message_id, recipient in view.accepted}
    for outbox, message_id, state, _, recipient in view.outbox:
        if state == "sent" and (message_id, recipient) not in arrived:
            yield f"outbox {outbox} is sent, but {message_id} never came to {recipient}"


def what_arrived_was_sent(view):
    """A mail that the sink has belongs to a row that says sent or uncertain."""
    states = {message_id: state for _, message_id, state, _, _ in view.outbox}
    for message_id in {accept[1] for accept in view.accepted}:
        if message_id not in states:
            yield f"message {message_id} left without a row in the outbox"
        elif states[message_id] not in ("sent", "uncertain"):
            yield f"message {message_id} left, but its row is {states[message_id]}"


def no_copy_too_many(view):
    """M31: no more copies of a message than one and the kills of a submit between the first and the last."""
    times = collections.defaultdict(list)
    for at, message_id, _ in view.accepted:
        times[message_id].append(at)
    for message_id, seen in times.items():
        kills = sum(min(seen) <= kill <= max(seen) for kill in view.submit_kills) if len(seen) > 1 else 0
        if len(seen) > 1 + kills:
            yield f"message {message_id} left {len(seen)} times with {kills} kills of its submit"


def only_stored_mail_is_touched(view):
    """M2: nothing is flagged or moved on the server whose bytes are not committed."""
    stored = {(mailbox, sha256) for _, mailbox, sha256, *_ in view.ledger}
    for mailbox, sha256 in view.touched - stored:
        yield f"a mail of {mailbox} was touched on the server before it was stored: {sha256[:12]}"


def all_stored_mail_is_touched(view):
    """M2: when all is quiet the server was told of everything."""
    for mail_id, mailbox, sha256, _, _, is_after_done in view.ledger:
        if not is_after_done or (mailbox, sha256) not in view.touched:
            yield f"the server was not told of mail {mail_id} of {mailbox}"


def timeline_is_whole(view):
    """R23: turno verify finds nothing."""
    for ticket, seq, problem in view.findings:
        yield f"ticket {ticket}, event {seq}: {problem}"


def leases_are_sane(view):
    """Each lease is held by a turnod that runs, for no longer than it may, under an epoch that only grows."""
    held = {name: (owner, epoch, left) for name, owner, epoch, left in view.leases}
    for name in view.wanted_leases:
        owner, epoch, left = held.get(name, ("nobody", 0, 0))
        pid = owner.split(":")[1] if owner.count(":") >= 2 else ""
        if pid not in map(str, view.living):
            yield f"lease {name} is held by {owner}, who does not run"
        elif not 0 < left <= view.lease_seconds + LEASE_SLACK_SECONDS:
            yield f"lease {name} runs out in {left:.1f} s"
        if epoch < view.former_epochs.get(name, 0):
            yield f"the epoch of lease {name} went back from {view.former_epochs[name]} to {epoch}"


def no_process_is_left(view):
    """A turnod that ended left no child behind."""
    for pid in view.leftovers:
        yield f"process {pid} outlived its turnod"


CHECKS = (nothing_is_lost, each_mail_counts_once, nothing_is_invented, outcomes_are_right, no_innocent_in_quarantine,
          each_mail_is_posted_once, every_ticket_has_a_post, turns_follow_the_rule, outbox_is_settled, what_was_sent_arrived,
          what_arrived_was_sent, no_copy_too_many, only_stored_mail_is_touched, all_stored_mail_is_touched, timeline_is_whole,
          leases_are_sane, no_process_is_left)


def check(view, checks=CHECKS):
    """What is wrong: name of the check → its sentences."""
    found = {each.__name__: list(each(view)) for each in checks}
    return {name: problems for name, problems in found.items() if problems}


def most_copies(view):
    """How often the message left that left most often."""
    return max(collections.Counter(accept[1] for accept in view.accepted).values(), default=0)
