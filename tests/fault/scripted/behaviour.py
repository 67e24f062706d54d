"""Behaviours for any step of any server. TAG in a text becomes the tag of the IMAP command."""
import itertools

FLOOD_BYTES = 1 << 30


def _bytes(text, command):
    content = text.encode() if isinstance(text, str) else text
    return content.replace(b"TAG", command.tag)


def say(*lines):
    """Sends these lines in place of the usual answer."""
    def behaviour(session, command, _usual):
        for line in lines:
            session.send(_bytes(line, command) + b"\r\n")
    return behaviour


def say_and_close(*lines):
    """Sends these lines and drops the connection."""
    def behaviour(session, command, usual):
        say(*lines)(session, command, usual)
        session.close()
    return behaviour


def close(session, _command, _usual):
    """Drops the connection."""
    session.close()


def stall(session, _command, _usual):
    """Says nothing until the other side gives up; what it says meanwhile is noted and not answered."""
    while session.wire.receive():
        pass
    session.close()


def hold(event):
    """The usual, once the event (threading.Event) is set. A client that left meanwhile is found out by the answer."""
    def behaviour(session, _command, usual):
        while not event.wait(0.05):
            session.pause(0)
        usual()
    return behaviour


def drip(text, pause_seconds=0.05):
    """Sends text again and again, one byte at a time, until the other side gives up."""
    def behaviour(session, command, _usual):
        for byte in itertools.cycle(_bytes(text, command)):
            session.send(bytes([byte]))
            session.pause(pause_seconds)
    return behaviour


def flood(text, begin=""):
    """Sends begin, then text again and again, as fast as it goes, until the other side gives up (at most 1 GiB)."""
    def behaviour(session, command, _usual):
        session.send(_bytes(begin, command))
        content = _bytes(text, command)
        content *= max(1, 65536 // len(content))
        for _ in range(FLOOD_BYTES // len(content)):
            session.send(content)
        session.close()
    return behaviour


def first(times, behaviour):
    """The behaviour for the first times that the step is reached, then the usual."""
    counter = itertools.count()

    def limited(session, command, usual):
        if next(counter) < times:
            behaviour(session, command, usual)
        else:
            usual()
    return limited


def alternate(*behaviours):
    """One behaviour after the other, from the beginning again after the last; None is the usual."""
    turns = itertools.cycle(behaviours)

    def behaviour(session, command, usual):
        chosen = next(turns)
        if chosen is None:
            usual()
        else:
            chosen(session, command, usual)
    return behaviour
