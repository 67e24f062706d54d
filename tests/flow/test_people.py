"""People, categories and settings by the command line, and contacts that sign in with a code that comes by mail."""
import email
import email.policy
import json
import re
import subprocess


def run(office, *words, stdin=None, status=0):
    """turno …: its JSON, or with a status other than 0 what it said."""
    done = subprocess.run([*office.stack.turnod.command(), "--json", *map(str, words)], input=stdin, capture_output=True, check=False)
    out = done.stdout.decode()
    assert done.returncode == status, (words, out, done.stderr.decode())
    return json.loads(out) if out else done.stderr.decode().strip()


def test_r1_r5_a_contact_with_codes_addresses_and_warnings(office):
    word = office.word()
    contact = run(office, "contact", "add", f"{word}@demo.example", "--name", f"Nora {word}", "--tax-code", "rss mra 85t10 a562 t",
                  "--vat-number", "IT 07643520567", "--phone", "02/123", "--notes", "Chiamare", "--pec", f"{word}@pec.example")
    assert (contact["tax_code"], contact["vat_number"], contact["phone"]) == ("RSSMRA85T10A562T", "07643520567", "02123")
    assert [w["warning"] for w in contact["warnings"]] == ["check_character"]
    again = run(office, "contact", "set", f"{word}@pec.example", "--tax-code", "RSSMRA85T10A562S", "--add-address", f"{word}2@demo.example",
                "--main-address", f"{word}2@demo.example", "--remove-address", f"{word}@demo.example")
    assert again["warnings"] == [] and again["addresses"] == [f"{word}2@demo.example", f"{word}@pec.example"]
    assert [row["name"] for row in run(office, "contact", "list", "--find", f"nora {word}")] == [f"Nora {word}"]
    assert "is no mail address" in run(office, "contact", "set", f"{word}@pec.example", "--add-address", "x", status=65)
    other = run(office, "contact", "add", f"{word}3@demo.example", "--name", "Nora", "--customer", f"Nora {word}")
    merged = run(office, "contact", "merge", f"{word}3@demo.example", "--into", f"{word}@pec.example")
    assert merged["contact"]["merged"] == ["Nora"] and merged["contact"]["id"] != other["id"]
    run(office, "contact", "merge", f"{word}3@demo.example", status=65)


def test_r16_settings_and_priorities(office):
    rows = run(office, "setting", "list")
    assert {"levels.enabled", "closed.reply"} <= {row["key"] for row in rows}
    assert "nearest is office.footer" in run(office, "setting", "set", "ofice.foter", "--value", "x", status=65)
    assert run(office, "setting", "set", "closed.grace_days", "--value", 3)["value"] == "3"
    run(office, "setting", "remove", "closed.grace_days")
    assert run(office, "setting", "show", "closed.grace_days")["is_set"] is False
    assert run(office, "priority", "add", "Subito", "--name-en", "At once", "--rank", 99)["rank"] == 99
    assert run(office, "priority", "list")[0]["name_it"] == "Subito"
    run(office, "priority", "remove", "At once")


def test_r1_r6_import_reports_each_refused_line(office, tmp_path):
    word = office.word()
    file = tmp_path / "contatti.csv"
    file.write_bytes(f"Nominativo;E-mail;Codice fiscale\nNiccolò {word};{word}@demo.example;MRTMTT25D09F205Z\n"
                     f"Eva;anna@demo.example;\n\"Ada\n{word}\";{word}b@demo.example;X1\n".encode("latin-1"))
    report = run(office, "import", "contacts", file, "--dry-run", status=65)
    assert (report["added"], report["is_done"]) == (2, False)
    report = run(office, "import", "contacts", file, "--all-or-nothing", status=65)
    assert report["is_done"] is False and run(office, "contact", "list", "--find", word) == []
    report = run(office, "import", "contacts", file, status=65)
    assert report["refused"] == [{"line": 3, "column": "E-mail", "reason": "anna@demo.example belongs to operator anna."}]
    assert [(w["line"], w["column"]) for w in report["warnings"]] == [(4, "Codice fiscale")]
    assert run(office, "contact", "show", f"{word}@demo.example")["name"] == f"Niccolò {word}"
    assert run(office, "contact", "show", f"{word}b@demo.example")["name"] == f"Ada {word}"
    report = run(office, "import", "contacts", file, status=65)
    assert (report["added"], report["changed"], report["unchanged"]) == (0, 0, 2)
    report = run(office, "import", "categories", "-", stdin=f"path,hidden\nImport {word} > Uno,yes\n".encode())
    assert (report["added"], report["refused"]) == (1, [])
    assert run(office, "category", "show", f"Import {word} > Uno")["is_hidden"] is True
    run(office, "import", "contacts", tmp_path / "nothing.csv", status=66)
    assert "usage" in run(office, "import", "people", file, status=64)
    assert "never closed" in run(office, "import", "categories", "-", stdin=b'path\n"x', status=65)
    plain = subprocess.run([*office.stack.turnod.command(), "import", "contacts", str(file)], capture_output=True, text=True, check=False)
    assert plain.returncode == 65 and "line 3, refused, E-mail: anna@demo.example belongs to operator anna." in plain.stdout
    assert "0 added, 0 changed, 2 unchanged, 1 refused" in plain.stdout


def test_r3_a_contact_signs_in_with_his_address(office):
    word = office.word()
    run(office, "contact", "add", f"{word}@demo.example", "--password-file", "-", stdin=b"una password lunga\n")
    browser = office.browser()
    page = browser.get(f"{office.url}/login")
    refused = browser.submit(page.form("login", "password"), login=f"{word}@demo.example", password="sbagliata")
    assert refused.status == 422
    browser.submit(refused.form("login", "password"), login=f"{word.upper()}@demo.example", password="una password lunga")
    assert "/login" in browser.get(f"{office.url}/ticket").url, "R24: the operators' pages are not his"
