"""The checker complains of each defect that it is there for, and of nothing else."""
import dataclasses

import pytest

from driver.checker import CHECKS, check, most_copies
from driver.view import View

A, B, C = "a" * 64, "b" * 64, "c" * 64


def whole():
    """A small history in which all is well: a question that came in two mailboxes, and an operator's reply."""
    return View(
        mails=[{"kind": "new", "message_id": "m1", "mailbox": "support", "sha256": A},
               {"kind": "copy", "message_id": "m1", "mailbox": "help", "sha256": A},
               {"kind": "reply", "message_id": "m2", "mailbox": "support", "sha256": B},
               {"kind": "answer", "message_id": "m3", "mailbox": "support", "sha256": C}],
        ledger=[(1, "support", A, "ticket", None, True), (2, "help", A, "duplicate", None, True),
                (3, "support", B, "post", None, True), (4, "support", C, "post", None, True)],
        posts=[(11, 21, 1, "message", "contact"), (12, 21, 3, "message", "operator"), (13, 21, 4, "message", "contact")],
        tickets=[(21, "operator")],
        events=[(21, 2, "contact_message", 11), (21, 4, "reply", 12), (21, 6, "contact_message", 13)],
        outbox=[(31, "o1", "sent", "acknowledgement", "c@x"), (32, "o2", "uncertain", "reply", "c@x"),
                (33, "o3", "failed", "reply", "gone@x")],
        rules=[("none", "contact_message", "operator"), ("operator", "reply", "contact"), ("contact", "contact_message", "operator"),
               ("contact", "delivery_failed", "operator")],
        accepted=[(1.0, "o1", "c@x"), (2.0, "o2", "c@x")],
        touched={("support", A), ("help", A), ("support", B), ("support", C)},
        leases=[("writer", "host:77:random", 3, 2.5), ("mailbox:1", "host:78:random", 1, 0.1)],
        wanted_leases=["writer", "mailbox:1"], living=[77, 78], former_epochs={"writer": 3})


def changed(rows, index, **columns):
    """The rows with columns of one of them changed, by their numbers: c3=…"""
    row = list(rows[index])
    for name, value in columns.items():
        row[int(name[1:])] = value
    return [*rows[:index], tuple(row), *rows[index + 1:]]


# check → what is done to the view
DEFECTS = [
    ("nothing_is_lost", "not in the ledger", lambda v: {"ledger": v.ledger[:3], "posts": v.posts[:2]}),
    ("nothing_is_lost", "stored twice", lambda v: {"ledger": [*v.ledger, (5, "help", A, "duplicate", None, True)]}),
    ("nothing_is_lost", "without outcome", lambda v: {"ledger": changed(v.ledger, 3, c3=None), "posts": v.posts[:2]}),
    ("each_mail_counts_once", "a copy is a ticket too", lambda v: {"ledger": changed(v.ledger, 1, c3="ticket")}),
    ("each_mail_counts_once", "all are duplicates", lambda v: {"ledger": changed(v.ledger, 0, c3="duplicate")}),
    ("nothing_is_invented", "a mail that nobody sent", lambda v: {"ledger": [*v.ledger, (5, "help", "d" * 64, "event", None, True)]}),
    ("outcomes_are_right", "a reply is held", lambda v: {"ledger": changed(v.ledger, 2, c3="held")}),
    ("outcomes_are_right", "an answer opens a ticket", lambda v: {"ledger": changed(v.ledger, 3, c3="ticket")}),
    ("no_innocent_in_quarantine", "quarantine", lambda v: {"ledger": changed(v.ledger, 3, c3="quarantine")}),
    ("each_mail_is_posted_once", "two posts", lambda v: {"posts": [*v.posts, (14, 21, 4, "message", "contact")]}),
    ("each_mail_is_posted_once", "no post", lambda v: {"posts": v.posts[:2]}),
    ("each_mail_is_posted_once", "a duplicate was posted", lambda v: {"posts": [*v.posts, (14, 21, 2, "message", "contact")]}),
    ("every_ticket_has_a_post", "an empty ticket", lambda v: {"tickets": [*v.tickets, (22, "none")]}),
    ("turns_follow_the_rule", "the turn did not move", lambda v: {"tickets": [(21, "contact")]}),
    ("turns_follow_the_rule", "a failed reply left the turn", lambda v: {"tickets": [(21, "contact")], "events": [
        *v.events[:2], (21, 5, "delivery_failed", 12)]}),
    ("turns_follow_the_rule", "a failed acknowledgement moved the turn", lambda v: {"tickets": [(21, "operator")], "events": [
        *v.events[:2], (21, 5, "delivery_failed", 11)]}),
    ("outbox_is_settled", "still sending", lambda v: {"outbox": [*v.outbox, (34, "o4", "sending", "reply", "c@x")]}),
    ("outbox_is_settled", "a job is left", lambda v: {"jobs": (0, 1)}),
    ("what_was_sent_arrived", "sent into the void", lambda v: {"outbox": [*v.outbox, (34, "o4", "sent", "reply", "c@x")]}),
    ("what_was_sent_arrived", "sent to somebody else", lambda v: {"accepted": changed(v.accepted, 0, c2="d@x")}),
    ("what_arrived_was_sent", "no row", lambda v: {"accepted": [*v.accepted, (3.0, "o9", "c@x")]}),
    ("what_arrived_was_sent", "failed, and yet it left", lambda v: {"accepted": [*v.accepted, (3.0, "o3", "gone@x")]}),
    ("no_copy_too_many", "twice, and nobody was killed", lambda v: {"accepted": [*v.accepted, (3.0, "o1", "c@x")]}),
    ("no_copy_too_many", "the kill was before", lambda v: {"accepted": [*v.accepted, (3.0, "o1", "c@x")], "submit_kills": [0.5]}),
    ("no_copy_too_many", "three times with one kill", lambda v: {"submit_kills": [2.5], "accepted": [
        *v.accepted, (3.0, "o1", "c@x"), (4.0, "o1", "c@x")]}),
    ("only_stored_mail_is_touched", "flagged before it was stored", lambda v: {"touched": v.touched | {("help", B)}}),
    ("all_stored_mail_is_touched", "not flagged", lambda v: {"touched": v.touched - {("support", B)}}),
    ("all_stored_mail_is_touched", "flagged, not noted", lambda v: {"ledger": changed(v.ledger, 3, c5=False)}),
    ("timeline_is_whole", "an altered event", lambda v: {"findings": [(21, 2, "altered: the event differs from its digest")]}),
    ("leases_are_sane", "nobody's", lambda v: {"leases": v.leases[:1]}),
    ("leases_are_sane", "a dead owner's", lambda v: {"living": [78]}),
    ("leases_are_sane", "too long", lambda v: {"leases": changed(v.leases, 0, c3=60.0)}),
    ("leases_are_sane", "the epoch went back", lambda v: {"former_epochs": {"writer": 4}}),
    ("no_process_is_left", "a child", lambda v: {"leftovers": [4711]}),
]


def test_a_whole_view_is_whole():
    assert check(whole()) == {}


@pytest.mark.parametrize("name, view", [
    ("copies are allowed when their submit was killed", {"submit_kills": [1.5], "accepted": [
        (1.0, "o1", "c@x"), (2.0, "o2", "c@x"), (2.5, "o1", "c@x")]}),
    ("the copy may be the ticket", {"ledger": [(1, "support", A, "duplicate", None, True), (2, "help", A, "ticket", None, True),
                                               *whole().ledger[2:]], "posts": [(11, 21, 2, "message", "contact"), *whole().posts[1:]]}),
], ids=lambda value: value.replace(" ", "_") if isinstance(value, str) else "")
def test_what_may_be_is_not_blamed(name, view):
    assert check(dataclasses.replace(whole(), **view)) == {}, name


@pytest.mark.parametrize("check_name, what, defect", DEFECTS, ids=[f"{name}: {what}".replace(" ", "_") for name, what, _ in DEFECTS])
def test_each_defect_is_seen(check_name, what, defect):
    problems = check(dataclasses.replace(whole(), **defect(whole())))
    assert problems.get(check_name), f"{what}: {problems}"


def test_every_check_has_a_defect():
    assert {name for name, *_ in DEFECTS} == {each.__name__ for each in CHECKS}


def test_most_copies():
    assert most_copies(View()) == 0
    assert most_copies(View(accepted=[(1, "a", "x"), (2, "b", "x"), (3, "a", "x")])) == 2
