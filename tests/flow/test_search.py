"""What is looked for is found by whom it concerns, and the desk is counted (R9, R24, R26, R38)."""
import csv
import json
import subprocess


def turno(office, *words, status=0):
    done = subprocess.run([*office.stack.turnod.command(), *map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == status, (words, done.stdout, done.stderr)
    return done.stdout if status == 0 else done.stderr.strip()


def numbers(office, *words):
    return [row["number"] for row in json.loads(turno(office, "--json", *words))]


def test_r26_a_mail_is_found_by_its_words_as_soon_as_it_is_a_ticket(office):
    word = office.word()
    number = office.open_ticket(f"Un 730 {word}")["number"]
    assert numbers(office, "search", word, "--as", "anna") == [number]
    assert numbers(office, "search", f"{word} 730", "--as", "marco") == [number]
    assert numbers(office, "search", f"{word} -730", "--as", "anna") == []
    assert numbers(office, "search", word) == [number], "the owner of the database finds all"
    assert numbers(office, "search", number, "--as", "anna")[0] == number
    assert word in turno(office, "search", word, "--as", "anna")
    turno(office, "ticket", "level", number, "--level", "advanced", "--as", "anna")
    assert numbers(office, "search", word, "--as", "marco") == [], "R9: raised, it is not there for Base"
    assert "usage" in turno(office, "search", status=64)


def test_r26_the_list_is_filtered_by_name_and_sorted(office):
    word = office.word()
    one, two = (office.open_ticket(f"{subject} {word} 730")["number"] for subject in ("Zeta", "Alfa"))
    listed = lambda *words: numbers(office, "ticket", "list", "--search", word, *words)
    assert listed() == [one, two]
    assert listed("--sort", "subject", "--as", "marco") == [two, one]
    assert listed("--sort", "number", "--descending", "--limit", 1) == [two]
    turno(office, "ticket", "take", one, "--as", "marco")
    assert listed("--assignee", "marco") == [one]
    assert listed("--assignee", "none", "--as", "anna") == [two]
    assert listed("--level", "advanced") == [] and listed("--channel", "mail", "--created-from", "2020-01-01") == [one, two]
    assert listed("--status", "Operator's turn", "--priority", "normal") == [one, two]
    for words, sentence in ((("--status", "nessuno"), "There is no status"), (("--created-to", "ieri"), "A day looks like"),
                            (("--sort", "colour"), "Tickets are sorted by"), (("--assignee", "nessuno"), "There is no operator")):
        assert sentence in turno(office, "ticket", "list", *words, status=65), words


def test_r38_figures_of_what_one_sees(office):
    office.open_ticket(f"Un 730 {office.word()}")
    mine, everything = (json.loads(turno(office, "--json", "stats", *words))["open"]["count"] for words in (("--as", "marco"), ()))
    assert 0 < mine <= everything
    assert "open" in turno(office, "stats")
    rows = list(csv.reader(turno(office, "stats", "--csv", "--from", "2020-01-01", "--as", "anna").splitlines()))
    assert rows[0] == ["section", "name", "figure", "value"] and ["period", "", "from", "2020-01-01"] in rows
    assert turno(office, "stats", "now", status=64)
