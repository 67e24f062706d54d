"""Mail servers that do as a test says: they lie, stall, close and flood, and note what they were told.

    from fault.scripted import SmtpServer, say, stall, first

    with SmtpServer(context=tls_context(pki.certificate, pki.key)) as server:      # listens on server.port
        server.on("mail", say("421 4.7.0 too many mails, slow down"))      # until told otherwise
        server.on("dot", first(2, say("451 4.3.0 later")))                  # twice, then as usual
        server.on("dot", hold(event))                                       # answers once the event is set
        ...
        server.behave()                                                     # from now on all as usual
        assert [m.sender for m in server.accepted] == [...]

Both servers run in threads of the test, on 127.0.0.1, and end with close() or the with block. A behaviour is
called in place of a step: behaviour(session, command, usual), where usual() does what a good server does.
Steps of IMAP: connect, capability, starttls, sign_in, select, noop, search, list, body, header, store, copy, move,
expunge, idle, logout. Steps of SMTP: connect, ehlo, starttls, auth, mail, rcpt, data, dot, rset, noop, quit.
"""
from .behaviour import alternate, close, drip, first, flood, hold, say, say_and_close, stall
from .imap import ImapServer
from .server import tls_context
from .smtp import SmtpServer

__all__ = ["ImapServer", "SmtpServer", "alternate", "close", "drip", "first", "flood", "hold", "say", "say_and_close",
           "stall", "tls_context"]
