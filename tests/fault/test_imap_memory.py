"""IMAP servers that send without end: the process that fetches stays small, and so does every other."""
import pytest

from fault.scripted import ImapServer, flood, say
from fault.wild import Wild, mail, peak_mib

MOST_MIB = 64
X = "x" * 4096


def literal_without_end(session, command, usual):
    flood(X, begin="* 1 FETCH (UID 1 BODY[] {4294967290}\r\n")(session, command, usual)


FLOODS = {
    "literal-4294967290": ("body", literal_without_end, "sent too much|out of memory"),  # its memory is limited
    "line-of-400-mb": ("body", flood(X, begin='* 1 FETCH (UID 1 BODY[] "'), "sent too much"),
    "atom-of-400-mb": ("list", flood(X, begin="* 1 FETCH (UID "), "sent too much|cannot be understood"),
    "text-of-400-mb": ("select", flood(X, begin="* OK "), "sent too much"),
    "search-without-end": ("search", flood("1 ", begin="* SEARCH "), "too many words"),
    "search-of-590000": ("search", say("* SEARCH" + " 1" * 590000, "TAG NO that was all"), "that was all"),
    "flags-of-290000": ("list", say("* 1 FETCH (UID 1 FLAGS (" + "a " * 290000 + "b))", "TAG NO that was all"),
                        "that was all"),
    "items-of-145000": ("list", say("* 1 FETCH (UID 1" + " UID 1" * 145000 + ")", "TAG NO that was all"),
                        "that was all"),
    "search-of-single-lines": ("search", flood("* SEARCH 1\r\n"), "too many lines"),
    "flags-without-end": ("list", flood("a ", begin="* 1 FETCH (UID 1 FLAGS ("), "too many words"),
    "fetch-without-end": ("list", flood("* 1 FETCH (UID 1 FLAGS ())\r\n"), "too many"),
    "exists-without-end": ("idle", flood("* 1 EXISTS\r\n", begin="+ idling\r\n"), "too many lines"),
    "capability-without-end": ("capability", flood("X ", begin="* CAPABILITY "), "too many words"),
    "parentheses-without-end": ("list", flood("(", begin="* 1 FETCH (BODYSTRUCTURE "), "nests"),
    "greeting-without-end": ("connect", flood(X, begin="* OK "), "sent too much"),
}


@pytest.fixture(scope="module")
def flooded(plain_office):
    wild = Wild(plain_office)
    servers = {name: ImapServer("implicit", wild.context).on(step, behaviour)
               for name, (step, behaviour, _) in FLOODS.items()}
    try:
        wild.open(command=30)
        for server in servers.values():
            server.put(mail(plain_office))
        wild.add_mailboxes({name: (server, {}) for name, server in servers.items()})
        yield wild
    finally:
        wild.close()
        for server in servers.values():
            server.close()


@pytest.mark.parametrize("name", FLOODS)
def test_memory_is_bounded(flooded, name):
    flooded.problem(name, FLOODS[name][2])
    peak = peak_mib(flooded.fetchers()[name])
    print(f"{name}: {peak:.1f} MiB")
    assert peak <= MOST_MIB


def test_no_process_died(flooded):
    assert flooded.deaths() == []
