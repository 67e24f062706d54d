#!/usr/bin/python3
"""Writes the certified mails of this folder: make.py FOLDER

Providers, offices and people are invented. A throw-away authority (ca.pem) signs the certificates; no private key is
kept, so a run gives other signatures, and all mails and ca.pem belong to one run. The .expected files are written by
hand. Needs openssl.
"""
import base64
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

PROVIDER = "pec.gestore.example"
ROBOT = f"posta-certificata@{PROVIDER}"
OFFICE = "sportello@pec.caf.example"
CLIENT = "mario.rossi@pec.edilnord.example"
SENT = "m.1041.77.1.aaaabbbbccccdddd@caf.example"
IDENTIFIER = f"opec2941.20260312101500.04531.208.1.51@{PROVIDER}"
LATIN = "ISO-8859-1"


def run(*words, data=None):
    return subprocess.run(words, input=data, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


class Signer:
    """Certificates of one authority in a folder that goes away."""

    def __init__(self, folder):
        self.folder = Path(folder)
        (self.folder / "index").write_text("")
        self.config = self.folder / "ca.conf"
        self.config.write_text(f"[ca]\ndefault_ca=x\n[x]\ndatabase={folder}/index\nnew_certs_dir={folder}\nrand_serial=yes\n"
                               "default_md=sha256\npolicy=any\nunique_subject=no\n[any]\ncommonName=supplied\nemailAddress=optional\n")
        self.authority("ca", "Autorita di prova")
        self.authority("other", "Autorita sconosciuta")

    def path(self, name):
        return str(self.folder / name)

    def authority(self, name, subject):
        extensions = self.folder / f"{name}.ext"
        extensions.write_text("basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\nsubjectKeyIdentifier=hash\n")
        run("openssl", "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", self.path(f"{name}.key"), "-out",
            self.path(f"{name}.csr"), "-subj", f"/CN={subject}")
        run("openssl", "ca", "-batch", "-selfsign", "-config", str(self.config), "-in", self.path(f"{name}.csr"), "-out",
            self.path(f"{name}.pem"), "-keyfile", self.path(f"{name}.key"), "-startdate", "20200101000000Z", "-enddate",
            "21201231235959Z", "-extfile", str(extensions), "-notext")

    def person(self, name, address, first="20200101000000Z", last="21191231235959Z", authority="ca", kind="rsa:2048",
               purpose="emailProtection", subject=""):
        extensions = self.folder / f"{name}.ext"
        alternative = f"subjectAltName=email:{address}\n" if address else ""
        extensions.write_text(f"basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\n{alternative}extendedKeyUsage={purpose}\n"
                              "subjectKeyIdentifier=hash\n")
        run("openssl", "req", "-new", "-newkey", kind, *(["-pkeyopt", "ec_paramgen_curve:P-256"] if kind == "ec" else []), "-nodes",
            "-keyout", self.path(f"{name}.key"), "-out", self.path(f"{name}.csr"), "-subj", subject or f"/CN={name}")
        run("openssl", "ca", "-batch", "-config", str(self.config), "-in", self.path(f"{name}.csr"), "-out", self.path(f"{name}.pem"),
            "-cert", self.path(f"{authority}.pem"), "-keyfile", self.path(f"{authority}.key"), "-startdate", first, "-enddate",
            last, "-extfile", str(extensions), "-notext")

    def sign(self, entity, name, *options):
        """DER of a CMS message over the bytes of entity."""
        return run("openssl", "cms", "-sign", "-binary", "-outform", "DER", *([] if "-md" in options else ["-md", "sha256"]), "-signer", self.path(f"{name}.pem"),
                   "-inkey", self.path(f"{name}.key"), *options, data=entity)


def crlf(text):
    return text.replace("\n", "\r\n").encode()


def lines64(data):
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def daticert(kind, error="nessuno", sender=OFFICE, to=((CLIENT, "certificato"),), subject="[#1041.1] Documenti per il 730",
             identifier=IDENTIFIER, message_id=SENT, more="", head='<?xml version="1.0" encoding="UTF-8"?>\n', zone="+0100"):
    recipients = "".join(f'    <destinatari tipo="{t}">{escape(a)}</destinatari>\n' for a, t in to)
    cited = f"    <msgid>&lt;{escape(message_id)}&gt;</msgid>\n" if message_id else ""
    return (f'{head}<postacert tipo="{kind}" errore="{error}">\n  <intestazione>\n    <mittente>{escape(sender)}</mittente>\n'
            f"{recipients}    <risposte>{escape(sender)}</risposte>\n    <oggetto>{escape(subject)}</oggetto>\n  </intestazione>\n"
            f"  <dati>\n    <gestore-emittente>Gestore di Prova S.p.A.</gestore-emittente>\n    <data zona=\"{zone}\">\n"
            f"      <giorno>12/03/2026</giorno>\n      <ora>10:15:00</ora>\n    </data>\n"
            f"    <identificativo>{identifier}</identificativo>\n{cited}{more}  </dati>\n</postacert>\n")


def part(kind, name, data, encoding="base64", disposition="inline"):
    body = lines64(data) if encoding == "base64" else data
    return crlf(f'Content-Type: {kind}; name="{name}"\nContent-Disposition: {disposition}; filename="{name}"\n'
                f"Content-Transfer-Encoding: {encoding}\n\n") + body


def text_part(text, charset="iso-8859-1"):
    return crlf(f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n") + \
        text.replace("\n", "\r\n").encode(charset)


def multipart(kind, boundary, *parts):
    inner = b"".join(b"--" + boundary.encode() + b"\r\n" + p + b"\r\n" for p in parts)
    return crlf(f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n') + inner + f"--{boundary}--\r\n".encode()


def clear_signed(entity, signature):
    """multipart/signed (RFC 8551 §3.5.3): the line end before a boundary is not signed."""
    boundary = "----F1RM4T0"
    return crlf(f'Content-Type: multipart/signed; protocol="application/x-pkcs7-signature"; micalg="sha-256"; '
                f'boundary="{boundary}"\n\nThis is an S/MIME signed message\n\n--{boundary}\n') + entity + \
        crlf(f"\n--{boundary}\n") + part("application/x-pkcs7-signature", "smime.p7s", signature, disposition="attachment") + \
        f"\r\n--{boundary}--\r\n".encode()


HEAD = f"""Return-Path: <{ROBOT}>
Delivered-To: {OFFICE}
Received: from mx.{PROVIDER} by imap.pec.caf.example with LMTP; Thu, 12 Mar 2026 10:15:03 +0100
"""


def header(kind, subject, sender=ROBOT, to=OFFICE, more="", number=1):
    return crlf(f"{HEAD}{more}Date: Thu, 12 Mar 2026 10:15:01 +0100\nSubject: {subject}\nFrom: {sender}\nTo: {to}\n"
                f"Message-ID: <opec2941.{number}.{kind}@{PROVIDER}>\nMIME-Version: 1.0\n")


def envelope_header(number, sender=CLIENT, subject="R: Documenti per il 730", more=""):
    return header("busta", f"POSTA CERTIFICATA: {subject}", f'"Per conto di: {sender}" <{ROBOT}>', number=number,
                  more=f"X-Trasporto: posta-certificata\nX-TipoRicevuta: completa\n{more}Reply-To: {sender}\n")


def receipt_header(kind, subject, number, more=""):
    return header(kind, f"{subject}: [#1041.1] Documenti per il 730", number=number,
                  more=f"X-Ricevuta: {kind}\nX-Riferimento-Message-ID: <{SENT}>\n{more}")


def content(text, xml, original=None, charset="iso-8859-1", encoding="7bit", name="daticert.xml"):
    parts = [text_part(text, charset)]
    if original is not None:
        parts.append(part("message/rfc822", "postacert.eml", original, encoding))
    if xml is not None:
        parts.append(part("application/xml", name, xml if isinstance(xml, bytes) else xml.replace("\n", "\r\n").encode()))
    return multipart("mixed", "----_P3C", *parts)


def letter(sender, subject, entity, more="", identifier=IDENTIFIER):
    return crlf(f"Received: from client by smtp.{PROVIDER}; Thu, 12 Mar 2026 10:14:59 +0100\nMessage-ID: <{identifier}>\n"
                f"X-Riferimento-Message-ID: <client-77@pec.edilnord.example>\nFrom: {sender}\nTo: {OFFICE}\n"
                f"Subject: {subject}\nDate: Thu, 12 Mar 2026 10:14:50 +0100\n{more}MIME-Version: 1.0\n") + entity


OURS = letter(OFFICE, "[#1041.1] Documenti per il 730", multipart(
    "mixed", "nostra", text_part("Gentile signor Rossi,\nserve la certificazione unica.\n", "utf-8"),
    part("application/pdf", "elenco documenti.pdf", b"%PDF-1.4 elenco", disposition="attachment")))
REPLY = letter(f'"Rossi, Mario" <{CLIENT}>', "R: Documenti per il 730", multipart(
    "mixed", "risposta", text_part("Buongiorno,\nallego la certificazione unica. Città: Forlì.\n\n> serve la certificazione\n", "utf-8"),
    part("application/pdf", "certificazione unica.pdf", b"%PDF-1.4 certificazione", disposition="attachment"),
    part("application/pkcs7-mime", "delega.pdf.p7m", b"0\x80 non una busta MIME", disposition="attachment")),
    f"In-Reply-To: <{IDENTIFIER}>\nReferences: <{SENT}> <{IDENTIFIER}>\n", "opec9.2.busta@" + PROVIDER)
ORDINARY = crlf("Received: from mail.posta.example\nMessage-ID: <b2@posta.example>\nFrom: Anna Bianchi <anna@posta.example>\n"
                f"To: {OFFICE}\nSubject: Domanda\nDate: Thu, 12 Mar 2026 10:14:00 +0100\n\nScrivo da una casella normale.\n")
DELIVERED = f"    <consegna>{CLIENT}</consegna>\n"
BROCHURE = {"sender": CLIENT, "to": ((OFFICE, "certificato"),), "subject": "R: Documenti per il 730",
            "identifier": f"opec9.2.busta@{PROVIDER}", "message_id": "client-77@pec.edilnord.example"}


def receipts():
    """name, header, content"""
    two = ((CLIENT, "certificato"), ("geometra@posta.example", "esterno"))
    yield "accettazione", receipt_header("accettazione", "ACCETTAZIONE", 1), content(
        "Il messaggio è stato accettato dal sistema.\n", daticert("accettazione", to=two))
    yield "non_accettazione", receipt_header("non-accettazione", "AVVISO DI NON ACCETTAZIONE", 2), content(
        "Il messaggio non è stato accettato.\n", daticert("non-accettazione", "altro", more="    <errore-esteso>l&apos;indirizzo "
                                                          "&quot;rossi&quot; &lt; 3 caratteri &amp; altro</errore-esteso>\n"))
    yield "non_accettazione_virus", receipt_header("non-accettazione", "AVVISO DI NON ACCETTAZIONE PER VIRUS", 3,
                                                   "X-VerificaSicurezza: errore\n"), content(
        "Rilevato un virus.\n", daticert("non-accettazione", "virus", more="    <errore-esteso>Eicar-Test</errore-esteso>\n"))
    yield "presa_in_carico", receipt_header("presa-in-carico", "PRESA IN CARICO", 4), content(
        "Il messaggio è stato preso in carico.\n", daticert("presa-in-carico", more=f"    <ricezione>{CLIENT}</ricezione>\n"
                                                           "    <ricezione>ufficio@pec.edilnord.example</ricezione>\n"))
    yield "consegna_completa", receipt_header("avvenuta-consegna", "CONSEGNA", 5, "X-TipoRicevuta: completa\n"), content(
        "Il messaggio è stato consegnato.\n", daticert("avvenuta-consegna", more='    <ricevuta tipo="completa"/>\n' + DELIVERED), OURS)
    yield "consegna_breve", receipt_header("avvenuta-consegna", "CONSEGNA", 6), content(
        "Il messaggio è stato consegnato.\n", daticert("avvenuta-consegna", more='    <ricevuta tipo="breve"/>\n' + DELIVERED),
        letter(OFFICE, "[#1041.1] Documenti per il 730", text_part("Gentile signor Rossi,\n")))
    yield "consegna_sintetica", receipt_header("avvenuta-consegna", "CONSEGNA", 7), content(
        "Il messaggio è stato consegnato.\n", daticert("avvenuta-consegna", more='    <ricevuta tipo="sintetica"/>\n' + DELIVERED))
    yield "mancata_consegna", receipt_header("errore-consegna", "AVVISO DI MANCATA CONSEGNA", 8), content(
        "Il messaggio è stato rifiutato.\n", daticert("errore-consegna", "no-dest", more=DELIVERED + "    <errore-esteso>5.1.1 - "
                                                     "Gestore di Prova S.p.A. - indirizzo non valido</errore-esteso>\n"))
    yield "preavviso_12h", receipt_header("preavviso-errore-consegna", "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO", 9), content(
        "Il messaggio non è stato consegnato nelle prime 12 ore.\n", daticert(
            "preavviso-errore-consegna", "altro", message_id="", more=DELIVERED))
    yield "rilevazione_virus", receipt_header("rilevazione-virus", "PROBLEMA DI SICUREZZA", 10, "X-VerificaSicurezza: errore\n"), content(
        "Virus in arrivo.\n", daticert("rilevazione-virus", "virus"))
    yield "msgid_diverso_nell_intestazione", receipt_header("accettazione", "ACCETTAZIONE", 11), content(
        "Accettato.\n", daticert("accettazione", message_id="m.1042.78.1.aaaabbbbccccdddd@caf.example"))
    yield "daticert_con_doctype", receipt_header("accettazione", "ACCETTAZIONE", 12), content("Accettato.\n", daticert(
        "accettazione", head='<?xml version="1.0"?>\n<!DOCTYPE postacert [<!ENTITY x "gestore">]>\n'))
    yield "daticert_con_entita", receipt_header("accettazione", "ACCETTAZIONE", 13), content(
        "Accettato.\n", daticert("accettazione", more="    <errore-esteso>&xxe;</errore-esteso>\n"))
    yield "daticert_troppo_grande", receipt_header("accettazione", "ACCETTAZIONE", 14), content(
        "Accettato.\n", daticert("accettazione", more="    <ignoto>" + 66000 * " " + "</ignoto>\n"))
    yield "riferimento_senza_parentesi", receipt_header("accettazione", "ACCETTAZIONE", 16).replace(
        f"<{SENT}>".encode(), SENT.encode()), content("Accettato.\n", daticert("accettazione", message_id=""))
    yield "daticert_latin1", receipt_header("accettazione", "ACCETTAZIONE", 15), content("Accettato.\n", daticert(
        "accettazione", subject="Verità <1>", head=f"<?xml version='1.0' encoding='{LATIN}'?>\n", more="    <errore-esteso>"
        "<![CDATA[è tutto & niente]]></errore-esteso>\n    <novità><dentro>x</dentro></novità>\n").encode(LATIN), name="CERTDATA.XML")


def envelopes():
    reference = "X-Riferimento-Message-ID: <client-77@pec.edilnord.example>\n"
    envelope = daticert("posta-certificata", **BROCHURE, more='    <ricevuta tipo="completa"/>\n')
    yield "busta", envelope_header(20, more=reference), content("Messaggio di posta certificata\n", envelope, REPLY)
    yield "busta_in_base64", envelope_header(21, more=reference), content(
        "Messaggio di posta certificata\n", envelope, REPLY, encoding="base64")
    yield "busta_di_un_altro_mittente", envelope_header(22, "sindaco@pec.comune.example"), content(
        "Messaggio di posta certificata\n", daticert("posta-certificata", **{**BROCHURE, "sender": "sindaco@pec.comune.example"}), REPLY)
    yield "busta_vuota", envelope_header(23), content("Messaggio di posta certificata\n", envelope, letter(
        CLIENT, "senza testo", part("application/pdf", "modulo.pdf", b"%PDF-1.4 modulo", disposition="attachment")))
    yield "busta_anomalia", header("anomalia", "ANOMALIA MESSAGGIO: Domanda", f'"Per conto di: anna@posta.example" <{ROBOT}>', number=24,
                                   more="X-Trasporto: errore\nReply-To: anna@posta.example\n"), content(
        "Anomalia nel messaggio\n", None, ORDINARY)
    yield "busta_anomalia_con_rifiuto", header(
        "anomalia", "ANOMALIA MESSAGGIO: Mail delivery failed", f'"Per conto di: mailer-daemon@posta.example" <{ROBOT}>', number=26,
        more="X-Trasporto: errore\n"), content("Anomalia nel messaggio\n", None, crlf(
            f"From: Mail Delivery System <mailer-daemon@posta.example>\nTo: {OFFICE}\nSubject: Mail delivery failed\n"
            "Date: Thu, 12 Mar 2026 10:14:00 +0100\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n") + multipart(
                'report; report-type=delivery-status', "dsn", text_part("Casella inesistente.\n"),
                crlf("Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.posta.example\n\nFinal-Recipient: rfc822; "
                     "anna@posta.example\nAction: failed\nStatus: 5.1.1\n"),
                crlf(f"Content-Type: text/rfc822-headers\n\nMessage-ID: <{SENT}>\nFrom: {OFFICE}\n")))
    yield "busta_interno_non_chiuso", envelope_header(27), content(
        "Messaggio di posta certificata\n", envelope, REPLY.replace(b"\r\n--risposta--\r\n", b"\r\n"))
    yield "busta_con_inoltro", envelope_header(28, subject="I: Bando"), content(
        "Messaggio di posta certificata\n", envelope, letter(CLIENT, "I: Bando", text_part(
            "Vedete sotto.\n\n---------- Forwarded message ---------\nDa: Comune di Prova <bandi@comune.example>\n"
            "Date: gio 12 mar 2026 alle ore 09:00\nSubject: Bando\nTo: <mario.rossi@pec.edilnord.example>\n\nScade venerdì.\n", "utf-8")))
    yield "busta_con_assenza", envelope_header(25, subject="Assenza"), content(
        "Messaggio di posta certificata\n", envelope, letter(CLIENT, "Assenza", text_part("Torno lunedì.\n"), "Auto-Submitted: auto-replied\n"))


AMINA = "amina.haddad@posta.example"


def letter_header(sender=AMINA, more=f"{HEAD}Date: Thu, 12 Mar 2026 10:14:50 +0100\n"):
    return crlf(f"{more}From: Amina Haddad <{sender}>\nTo: {OFFICE}\nSubject: Rinnovo del permesso\nMIME-Version: 1.0\n")


def block(data, head='Content-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"\n'):
    return crlf(f"{head}Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=smime.p7m\n\n") + lines64(data)


TEXT = text_part("Buongiorno,\nallego la ricevuta. È tutto?\n\n-- \nAmina\n", "utf-8")
WITH_FILE = multipart("mixed", "lettera", TEXT, part("application/pdf", "ricevuta.pdf", b"%PDF-1.4 ricevuta", disposition="attachment"))


def people(signer):
    """Mails that people signed: name, mail."""
    signer.person("amina", AMINA, kind="ec")
    signer.person("vecchia", AMINA, last="20251231235959Z")
    signer.person("breve", AMINA, last="20260401000000Z")
    signer.person("altrove", AMINA, authority="other")
    signer.person("server", AMINA, purpose="serverAuth")
    signer.person("soggetto", "", subject=f"/CN=Amina Haddad/emailAddress={AMINA}")
    good = signer.sign(TEXT, "amina")

    def clear(name, *options, entity=TEXT):
        return letter_header() + clear_signed(entity, signer.sign(entity, name, *options))

    yield "firmata_in_chiaro", clear("amina", entity=WITH_FILE)
    yield "firmata_e_riscritta_con_lf", clear("amina", "-keyid").replace(b"\r\n", b"\n")
    yield "firmata_e_alterata", clear("amina").replace(b"la ricevuta", b"una fattura")
    yield "firmata_da_un_altra", letter_header("capo@posta.example") + clear_signed(TEXT, good)
    yield "firmata_da_chi_spedisce", letter_header("capo@posta.example", f"{HEAD}Sender: {AMINA}\n") + clear_signed(TEXT, good)
    yield "firmata_da_due", letter_header() + clear_signed(TEXT, signer.sign(
        TEXT, "altrove", "-signer", signer.path("amina.pem"), "-inkey", signer.path("amina.key")))
    yield "firmata_con_indirizzo_nel_soggetto", clear("soggetto")
    yield "firmata_con_certificato_di_un_server", clear("server")
    yield "firmata_con_pss", clear("soggetto", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:-1")
    yield "firmata_con_righe_di_confine_larghe", clear("amina").replace(b"------F1RM4T0\r\n", b"------F1RM4T0 \t\r\n")
    yield "firmata_sotto_autorita_ignota", clear("altrove")
    yield "firmata_con_certificato_scaduto", clear("vecchia")
    yield "firmata_prima_della_scadenza", clear("breve", "-noattr")
    yield "firmata_con_sha1", letter_header() + clear_signed(TEXT, signer.sign(TEXT, "breve", "-noattr", "-md", "sha1"))
    yield "firmata_senza_certificato", clear("amina", "-nocerts")
    yield "firma_rotta", letter_header() + clear_signed(TEXT, good[:300])
    yield "firma_enorme", letter_header() + clear_signed(TEXT, good + bytes(70000))
    yield "firmata_senza_data", letter_header(more="") + clear_signed(TEXT, good)
    yield "firmata_dentro_una_lista", letter_header() + multipart(
        "mixed", "lista", clear_signed(TEXT, good), text_part("Lista del quartiere\n"))
    yield "firmata_con_pgp", letter_header() + clear_signed(TEXT, b"-----BEGIN PGP SIGNATURE-----\n").replace(
        b"application/x-pkcs7-signature", b"application/pgp-signature")
    yield "blocco", letter_header() + block(signer.sign(WITH_FILE, "amina", "-nodetach"))
    yield "blocco_a_pezzi", letter_header() + block(signer.sign(multipart("mixed", "pezzi", TEXT, part(
        "application/pdf", "lunga.pdf", 1000 * b"%PDF-1.4 ", disposition="attachment")), "amina", "-nodetach", "-stream"))
    yield "blocco_senza_tipo", letter_header() + block(
        signer.sign(WITH_FILE, "amina", "-nodetach"), "Content-Type: application/octet-stream\n")
    yield "blocco_cifrato", letter_header() + block(
        run("openssl", "cms", "-encrypt", "-aes128", "-outform", "DER", signer.path("breve.pem"), data=TEXT))
    yield "documento_firmato_allegato", letter_header() + multipart("mixed", "cades", TEXT, part(
        "application/pkcs7-mime", "delega.pdf.p7m", signer.sign(b"%PDF-1.4 delega", "amina", "-nodetach"), disposition="attachment"))


def nobody_signed():
    envelope = daticert("posta-certificata", **BROCHURE)
    yield "busta_falsa_non_firmata", envelope_header(30) + content("Messaggio di posta certificata\n", envelope, REPLY)
    yield "parola_sconosciuta", header("x", "ACCETTAZIONE: prova", number=31, more="X-Ricevuta: boh\n") + content(
        "Ricevuta di cosa?\n", daticert("accettazione"))
    yield "inoltrata_a_mano", crlf("From: Anna <anna@posta.example>\nTo: sportello@caf.example\nSubject: I: POSTA CERTIFICATA: bando\n"
                                   "MIME-Version: 1.0\n") + content("Guardate questa.\n", envelope, REPLY)


def main(folder):
    with tempfile.TemporaryDirectory() as keys:
        signer = Signer(keys)
        signer.person("gestore", ROBOT)
        for name, head, entity in [*receipts(), *envelopes()]:
            (folder / f"{name}.eml").write_bytes(head + clear_signed(entity, signer.sign(entity, "gestore")))
        for name, mail in [*people(signer), *nobody_signed()]:
            (folder / f"{name}.eml").write_bytes(mail)
        (folder / "ca.pem").write_bytes((signer.folder / "ca.pem").read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
