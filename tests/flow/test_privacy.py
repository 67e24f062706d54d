"""What leaves the desk on request (R27, R39), what is forgotten, and that turno verify finds what was tampered with (R23)."""
import hashlib
import json
import zipfile

import pytest

PDF = b"%PDF-1.4 certificazione\r\n" + bytes(range(256)) * 20
HOSTILE = ["../../etc/passwd", "scan.pdf", "SCAN.pdf", "con.txt", "a<b>:c|d?.txt", "perché.pdf", "x\u202egpj.exe", "...", "n" * 300 + ".pdf"]


@pytest.fixture
def ticket(office):
    """A ticket with documents of a mail, a reply and a note."""
    ticket = office.open_ticket(f"730 da esportare {office.word()}", text="Ecco i documenti.\n",
                                files=[(name, "application/pdf", PDF + bytes([n])) for n, name in enumerate(HOSTILE)])
    office.answer_by_web(ticket["number"], "marco", "Ricevuti, grazie.")
    office.turno("ticket", "note", ticket["number"], "--as", "marco", "--text", "Manca la firma.")
    return {**office.ticket(ticket["number"]), "sender": ticket["sender"]}


def refused(office, *words):
    """What the command says when it refuses."""
    with pytest.raises(RuntimeError) as error:
        office.turno(*words)
    return str(error.value)


def unpack(path):
    """Files of a ZIP, whose SHA256SUMS holds."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len({name.casefold() for name in names}) == len(names)
        files = {name: archive.read(name) for name in names}
    check_sums(files)
    return files


def check_sums(files):
    sums = dict(reversed(line.split("  ", 1)) for line in files["SHA256SUMS"].decode().splitlines())
    assert set(sums) == set(files) - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256(files[name]).hexdigest() == digest, name
    for name in files:
        assert ".." not in name.split("/") and not name.startswith("/") and "\\" not in name and "\u202e" not in name, name


def folder_files(path):
    return {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def test_r27_export_of_a_conversation_as_an_operator(office, ticket, tmp_path):
    path = tmp_path / "ticket.zip"
    result = office.turno("export", "ticket", ticket["number"], "--as", "marco", "--to", path)
    files = unpack(path)
    assert (result["files"], result["broken"]) == (len(files), 0)
    assert path.stat().st_mode & 0o777 == 0o600
    index = json.loads(files["index.json"])
    documents = [file for file in index["files"] if file["source"] == "document"]
    assert [files[file["path"]] for file in documents] == [PDF + bytes([n]) for n in range(len(HOSTILE))]
    assert all(file["is_whole"] and len(files[file["path"]]) == file["size"] for file in index["files"])
    assert {"documents/scan.pdf", "documents/SCAN (2).pdf", "documents/_con.txt", "documents/perché.pdf"} <= set(files)
    originals = [name for name in files if name.startswith("originals/")]
    assert len(originals) == 1 and b"730 da esportare" in files[originals[0]]
    story = files[f"ticket-{ticket['number']}.txt"].decode()
    for text in ("Ecco i documenti.", "Ricevuti, grazie.", "Manca la firma.", "documents/perché.pdf"):
        assert text in story


def test_r27_export_shows_what_the_viewer_sees(office, ticket, tmp_path):
    office.turno("operator", "add", "fuori", "--name", "Fuori")
    assert "no such ticket" in refused(office, "export", "ticket", ticket["number"], "--as", "fuori", "--to", tmp_path / "no.zip")
    assert not (tmp_path / "no.zip").exists()
    whole = office.turno("export", "ticket", ticket["number"], "--to", tmp_path / "owner")
    files = folder_files(tmp_path / "owner")
    check_sums(files)
    assert whole["files"] == len(files)
    assert (tmp_path / "owner").stat().st_mode & 0o777 == 0o700


def test_r39_export_of_a_contact(office, ticket, tmp_path):
    path = tmp_path / "contact.zip"
    office.turno("export", "contact", ticket["sender"], "--to", path)
    files = unpack(path)
    index = json.loads(files["index.json"])
    assert index["contact"]["addresses"] == [{"address": ticket["sender"], "kind": "email"}]
    assert [own["number"] for own in index["tickets"]] == [ticket["number"]]
    assert f"ticket-{ticket['number']}/perché.pdf" in files
    everything = b"".join(files.values()).decode(errors="replace")
    assert "Ricevuti, grazie." in everything
    assert not [name for name in files if name.endswith(".eml")]
    for secret in ("Manca la firma.", '"events"', '"level"', "CAF › 730", "+r."):
        assert secret not in everything, secret


def test_r39_nothing_is_overwritten(office, ticket, tmp_path):
    (tmp_path / "there.zip").write_bytes(b"mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine").write_bytes(b"mine")
    for name in ("there.zip", "full"):
        assert "is there already" in refused(office, "export", "contact", ticket["sender"], "--to", tmp_path / name)
    assert (tmp_path / "there.zip").read_bytes() == b"mine" and (tmp_path / "full/mine").read_bytes() == b"mine"
    assert "no contact" in refused(office, "export", "contact", "nessuno@altrove.example", "--to", tmp_path / "nobody.zip")
    assert not (tmp_path / "nobody.zip").exists()
    assert "exit 64" in refused(office, "export", "ticket", ticket["number"])


def test_r39_erasure_and_what_verify_says_of_it(office, ticket, tmp_path):
    number, sender = ticket["number"], ticket["sender"]
    held = office.open_ticket(f"In causa {office.word()}", sender=sender)
    office.settled(number)
    office.settled(held["number"])
    office.turno("hold", "add", held["number"], "--reason", "causa civile")
    assert [row["reason"] for row in office.turno("hold", "list") if row["ticket"] == held["number"]] == ["causa civile"]
    tried = office.turno("contact", "erase", sender, "--dry-run")
    assert (tried["dry_run"], tried["tickets"], tried["documents"]) == (True, 1, len(HOSTILE))
    assert office.ticket(number)["posts"][0]["text"].strip() == "Ecco i documenti."
    done = office.turno("contact", "erase", sender, "--reason", "Richiesta scritta")
    assert {**done, "dry_run": True} == tried
    assert done["kept"] == [{"ticket": held["number"], "why": "held"}]
    after = office.ticket(number)
    assert {post["text"] for post in after["posts"]} == {""} and not [post for post in after["posts"] if post["attachments"]]
    assert [event["note"] for event in after["events"] if event["type"] == "erased"] == ["Richiesta scritta"]
    assert office.ticket(held["number"])["posts"][0]["text"]
    assert "no contact" in refused(office, "contact", "show", sender)
    assert office.turno("verify", "--bytes")["findings"] == []
    assert office.turno("verify", number)["findings"] == []
    office.turno("hold", "remove", held["number"])
    assert office.turno("retention", "--dry-run") != []
    office.turno("retention")
    assert office.ticket(held["number"])["posts"][0]["text"] == ""
    assert office.turno("verify")["findings"] == []
