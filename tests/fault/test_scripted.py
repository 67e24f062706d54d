"""The scripted servers serve ordinary clients, and would notice a secret that they were sent."""
import imaplib
import smtplib
import ssl

import pytest

from fault.scripted import ImapServer, SmtpServer, alternate, first, say, tls_context
from stack import Host, open_folder
from stack.pki import Pki

SECRET = "Zitronenfalter-77"
MAIL = b"Subject: a\r\nMessage-ID: <%d@x>\r\n\r\nhello\r\n.dot\r\n"


@pytest.fixture(scope="module")
def pki(tmp_path_factory):
    pki = Pki(Host(open_folder(tmp_path_factory.mktemp("scripted") / "state"), "/usr"))
    pki.prepare()
    return pki


def imap_client(server, pki):
    trust = ssl.create_default_context(cafile=str(pki.ca))
    if server.tls == "implicit":
        return imaplib.IMAP4_SSL("127.0.0.1", server.port, ssl_context=trust, timeout=20)
    client = imaplib.IMAP4("127.0.0.1", server.port, timeout=20)
    client.starttls(trust)
    return client


def smtp_client(server, pki):
    trust = ssl.create_default_context(cafile=str(pki.ca))
    if server.tls == "implicit":
        return smtplib.SMTP_SSL("127.0.0.1", server.port, context=trust, timeout=20)
    client = smtplib.SMTP("127.0.0.1", server.port, timeout=20)
    client.starttls(context=trust)
    return client


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_imap_serves_and_notes(pki, tls):
    with ImapServer(tls, tls_context(pki.certificate, pki.key)) as server:
        server.put(MAIL % 1)
        client = imap_client(server, pki)
        assert not server.saw(SECRET)
        client.login("me", SECRET)
        client.select("INBOX")
        server.put(MAIL % 2)
        assert client.uid("SEARCH", None, "1:*") == ("OK", [b"1 2"])
        assert client.uid("FETCH", "2", "(UID BODY.PEEK[])")[1][0][1] == MAIL % 2
        client.uid("STORE", "1", "+FLAGS.SILENT", r"(\Deleted)")
        client.uid("EXPUNGE", "1:*")
        client.uid("MOVE", "2", "Archive")
        client.logout()
        assert server.inbox.mails == {} and server.folders["Archive"].mails[1].content == MAIL % 2
        assert server.saw(SECRET) and not server.saw(SECRET + "x")


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_smtp_serves_and_notes(pki, tls, mechanism):
    with SmtpServer(tls, tls_context(pki.certificate, pki.key)) as server:
        server.keywords = ("8BITMIME", f"AUTH {mechanism}")
        server.on("mail", first(1, say("450 4.7.1 greylisted"))).on("dot", alternate(say("451 4.3.0 later"), None))
        client = smtp_client(server, pki)
        client.login("me", SECRET)
        for refused in (450, 451):
            with pytest.raises(smtplib.SMTPResponseException) as caught:
                client.sendmail("a@b.example", ["c@d.example"], MAIL % 1)
            assert caught.value.smtp_code == refused
        client.sendmail("a@b.example", ["c@d.example"], MAIL % 1)
        client.quit()
        assert server.copies("1@x") == 2 and [m.content for m in server.accepted] == [MAIL % 1]
        assert server.saw(SECRET) and not server.saw(SECRET + "x")
