"""The administration as administrators use it, and as others do not find it."""
import urllib.parse

import pytest

# What a form of each plain noun takes: a new row, a change, and a wrong value with the field beside which the sentence stands.
NOUNS = {
    "status": ({"name_it": "Stato {}", "turn": "contact", "colour": "#0b4a8f"}, {"description": "Aspettiamo i documenti."},
               ({"colour": "rosso"}, "colour", "Un colore si scrive #rrggbb, in minuscolo.")),
    "priority": ({"name_it": "Priorità {}"}, {"name_en": "Priority {}"}, ({"rank": "molto"}, "rank", "Non è un numero: scrivere solo cifre.")),
    "progress": ({"name_it": "Passo {}"}, {"colour": "#0b4a8f"}, ({"new_name": "Da iniziare"}, "new_name", "C’è già uno stato «Da iniziare».")),
    "category": ({"path": "Categoria {}"}, {"instructions": "Portare il CUD."},
                 ({"closed_grace_days": "9999"}, "closed_grace_days", "È un numero da 0 a 3650, o niente")),
    "operator": ({"login": "op{}", "name": "Prova {}"}, {"signature": "Un saluto", "values.has_triage": "1"},
                 ({"addresses": "nessun indirizzo"}, "addresses", "«nessun indirizzo» non è un indirizzo di posta.")),
    "route": ({"name": "Filtro {}", "if_0_subject": "subject", "if_0_operator": "contains", "if_0_value": "{}",
               "then_0_subject": "category", "then_0_value": "CAF"}, {"rank": "900"},
              ({"then_0_value": "Nessuna così"}, None, "Non c’è una categoria «Nessuna così».")),
}
KEYS = {"status": "name_it", "priority": "name_it", "progress": "name_it", "category": "path", "operator": "login"}


def prefixed(values, word=""):
    return {name if "." in name else f"values.{name}": value.format(word) for name, value in values.items()}


def list_of(office, noun):
    return f"{office.url}/office/{noun}"


def form_of(page, verb):
    return next(form for form in page.forms if form.action.endswith(f"/{verb}"))


def edit_address(office, noun, key):
    return f"{list_of(office, noun)}/edit?key={urllib.parse.quote(key)}"


def add(office, noun, word):
    """Adds a row by its form; gives its key."""
    browser = office.desk("anna")
    values = NOUNS[noun][0]
    page = browser.get(f"{list_of(office, noun)}/add")
    page = browser.submit(form_of(page, "add"), **prefixed(values, word))
    assert page.status == 200 and page.url.endswith("?done=added"), page.text
    if noun == "route":
        return str(max(row["id"] for row in office.turno("route", "list")))
    return values[KEYS[noun]].format(word)


def error_beside(page, field):
    """What stands under a field of the form."""
    start = page.html.index(f'id="h-{field}"')
    return page.html[start:page.html.index("</p>", start)]


@pytest.mark.parametrize("noun", NOUNS)
def test_r4_add_change_and_remove(office, noun):
    browser = office.desk("anna")
    key = add(office, noun, office.word())
    shown = browser.page.text
    assert key in shown or noun == "route"
    page = browser.get(edit_address(office, noun, key))
    assert page.status == 200
    change = NOUNS[noun][1]
    page = browser.submit(form_of(page, "edit"), **prefixed(change, office.word()))
    assert page.url.endswith("?done=changed"), page.text
    name, value = next(iter(change.items()))
    if "{}" not in value:
        assert value in browser.get(edit_address(office, noun, key)).html
    page = browser.get(f"{list_of(office, noun)}/remove?key={urllib.parse.quote(key)}")
    assert page.status == 200 and office.turno(noun, "show", key)  # the question alone removes nothing
    page = browser.submit(form_of(page, "remove"))
    assert page.url.endswith("?done=removed"), page.text
    with pytest.raises(RuntimeError, match="There is no"):
        office.turno(noun, "show", key)
    assert browser.get(edit_address(office, noun, key)).status == 404
    rows = office.stack.postgres.query(f"select verb from turno.admin_log where noun = '{noun}' order by id desc limit 3")
    assert [row[0] for row in rows] == ["remove", "set", "add"]


@pytest.mark.parametrize("noun", NOUNS)
def test_r4_a_wrong_value_is_refused_beside_its_field(office, noun):
    browser = office.desk("anna")
    key = add(office, noun, office.word())
    values, field, sentence = NOUNS[noun][2]
    before = office.turno(noun, "show", key)
    page = browser.get(edit_address(office, noun, key))
    page = browser.submit(form_of(page, "edit"), **prefixed(values))
    assert page.status == 422
    assert sentence in (error_beside(page, field) if field else page.text), page.text
    assert next(iter(values.values())) in page.html  # what was typed is kept
    assert office.turno(noun, "show", key) == before


@pytest.mark.parametrize("login", ["marco", "riccardo"])
def test_r4_to_others_the_administration_is_not_there(office, login):
    browser = office.sign_in(login)
    assert "/office" not in browser.page.html
    for path in ("/office", *(f"/office/{noun}{more}" for noun in NOUNS for more in ("", "/add", "/edit?key=1", "/remove?key=1"))):
        assert browser.get(office.url + path).status == 404, path
    form = office.desk("anna").get(f"{list_of(office, 'status')}/add").form("values.name_it")
    page = browser.get(f"{office.url}/ticket")
    form.fields["csrf"] = page.forms[0].fields["csrf"]
    word = office.word()
    assert browser.submit(form, **{"values.name_it": word, "values.turn": "contact"}).status == 404
    assert word not in str(office.turno("status", "list"))


def test_r4_nobody_is_asked_to_sign_in_and_comes_back(office):
    browser = office.browser()
    page = browser.get(list_of(office, "status"))
    page = browser.submit(page.form("login", "password"), login="anna", password=office.passwords["anna"])
    assert page.url == list_of(office, "status") and page.status == 200


def test_csrf_and_forms_sent_twice(office):
    browser = office.desk("anna")
    word = office.word()
    form = form_of(browser.get(f"{list_of(office, 'priority')}/add"), "add")
    assert browser.submit(form, **{"values.name_it": word, "csrf": "A" * 64}).status == 403
    assert word not in str(office.turno("priority", "list"))
    for _ in range(2):
        assert browser.submit(form, **{"values.name_it": word}).url.endswith("?done=added")
    assert [row["name_it"] for row in office.turno("priority", "list")].count(word) == 1


def test_what_is_not_in_the_table_is_not_there(office):
    browser = office.desk("anna")
    for path in ("/office/nothing", "/office/ticket", "/office/status/list", "/office/status/erase", "/office/status/edit",
                 "/office/status/edit?key=Nessuno", "/office/route/edit?key=99999", "/office/route/edit?key=x"):
        assert browser.get(office.url + path).status == 404, path


def test_r13_what_is_in_use_is_not_removed(office):
    browser = office.desk("anna")
    page = browser.get(f"{list_of(office, 'category')}/remove?key=CAF")
    page = browser.submit(form_of(page, "remove"))
    assert page.status == 422 and "La categoria CAF è in uso" in page.text and "sottocategorie" in page.text


def test_r10_the_overview_says_what_is_missing_and_leads_there(office):
    browser = office.desk("anna")
    word = office.word()
    office.turno("category", "add", word)
    page = browser.get(f"{office.url}/office")
    assert page.status == 200 and "Nessun operatore attivo ne vede i ticket." in page.text
    assert f"/office/category/edit?key={word}" in page.html
    row = next(part for part in browser.get(list_of(office, "category")).html.split("<tr") if word in part)
    assert "unseen" in row and "nessuno ne vede i ticket" in row
    office.turno("category", "remove", word)
    assert word not in browser.get(f"{office.url}/office").html


def test_hostile_names_are_only_text(office):
    browser = office.desk("anna")
    for name in ("<script>alert(1)</script>", '"><img src=x>', "{{frame.csrf}}", "a&b=c#d?e/f%00", "' or 1=1 --"):
        word = office.word()
        page = browser.get(f"{list_of(office, 'priority')}/add")
        page = browser.submit(form_of(page, "add"), **{"values.name_it": name + word})
        assert page.url.endswith("?done=added") and "<script>alert" not in page.html and "<img" not in page.html
        page = browser.get(edit_address(office, "priority", name + word))
        assert page.status == 200 and form_of(page, "edit").fields["values.new_name"] == name + word
        page = browser.get(f"{list_of(office, 'priority')}/remove?key={urllib.parse.quote(name + word, safe='')}")
        assert browser.submit(form_of(page, "remove")).url.endswith("?done=removed")
