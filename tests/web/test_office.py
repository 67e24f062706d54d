"""The administration as administrators use it, and as others do not find it."""
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request

import pytest

# What a form of each plain noun takes: a new row, a change, and a wrong value with the field beside which the sentence stands.
NOUNS = {
    "status": ({"name_it": "Stato {}", "turn": "contact", "colour": "#0b4a8f"}, {"description": "Aspettiamo i documenti."},
               ({"colour": "rosso"}, "colour", "Un colore si scrive #rrggbb, in minuscolo.")),
    "priority": ({"name_it": "Priorità {}"}, {"name_en": "Priority {}"}, ({"rank": "molto"}, "rank", "Questo non è un numero.")),
    "progress": ({"name_it": "Passo {}"}, {"colour": "#0b4a8f"}, ({"new_name": "Da iniziare"}, "new_name", "C’è già uno stato «Da iniziare».")),
    "category": ({"path": "Categoria {}"}, {"instructions": "Portare il CUD."},
                 ({"closed_grace_days": "9999"}, "closed_grace_days", "È un numero da 0 a 3650, o niente")),
    "operator": ({"login": "op{}", "name": "Prova {}", "confirm": "anna"}, {"signature": "Un saluto", "values.has_triage": "1"},
                 ({"addresses": "nessun indirizzo", "confirm": "anna"}, "addresses", "«nessun indirizzo» non è un indirizzo di posta.")),
    "route": ({"name": "Filtro {}", "if_0_subject": "subject", "if_0_operator": "contains", "if_0_value": "{}",
               "then_0_subject": "category", "then_0_value": "CAF"}, {"rank": "900"},
              ({"then_0_value": "Nessuna così"}, None, "Non c’è una categoria «Nessuna così».")),
    "mailbox": ({"name": "box{}", "address": "{}@demo.example", "values.is_active": None}, {"authserv_ids": "mx.demo.example"},
                ({"after": "move"}, "after_folder", "Per spostare le mail serve la cartella di destinazione.")),
    "automation": ({"name": "auto{}", "trigger": "closed", "if_0_subject": "category", "if_0_operator": "below", "if_0_value": "CAF",
                    "then_0_subject": "note", "then_0_value": "Chiusa: {}", "values.is_active": None}, {"rank": "77"},
                   ({"trigger": "waiting"}, "after_hours", "«waiting» richiede le ore, da 1 a 8760.")),
    "hook": ({"name": "hook{}", "url": "https://127.0.0.1:9/", "secret": "imap", "values.is_active": None, "confirm": "anna"},
             {"events": "closed", "confirm": "anna"},
             ({"url": "http://127.0.0.1/", "confirm": "anna"}, "url", "L’indirizzo inizia con https://")),
    "apikey": ({"name": "key{}", "values.categories": "CAF", "confirm": "anna"}, {"per_minute": "30", "confirm": "anna"},
               ({"per_minute": "0", "confirm": "anna"}, "per_minute", "È un numero da 1 a 100000.")),
}
KEYS = {"status": "name_it", "priority": "name_it", "progress": "name_it", "category": "path", "operator": "login", "mailbox": "name",
        "automation": "name", "hook": "name", "apikey": "name"}
ONCE = ("operator", "apikey")  # what is shown once after they are added


def prefixed(office, values, word=""):
    """Fields of a form; of confirm the value is whose password it is, None leaves a box unticked."""
    fields = {name if "." in name or name == "confirm" else f"values.{name}": value and value.format(word) for name, value in values.items()}
    return {**fields, **({"confirm": office.passwords[fields["confirm"]]} if "confirm" in fields else {})}


def command(noun):
    """The noun as turno(1) calls it."""
    return "api-key" if noun == "apikey" else noun


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
    page = browser.submit(form_of(page, "add"), **prefixed(office, values, word))
    assert page.status == 200 and (noun in ONCE or page.url.endswith("done=row_added")), page.text
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
    page = browser.submit(form_of(page, "edit"), **prefixed(office, change, office.word()))
    assert page.url.endswith("?done=row_changed"), page.text
    name, value = next(iter(change.items()))
    if "{}" not in value:
        assert value in browser.get(edit_address(office, noun, key)).html
    page = browser.get(f"{list_of(office, noun)}/remove?key={urllib.parse.quote(key)}")
    assert page.status == 200 and office.turno(command(noun), "show", key)  # the question alone removes nothing
    page = browser.submit(form_of(page, "remove"), **(prefixed(office, {"confirm": "anna"}) if "confirm" in form_of(page, "remove").names else {}))
    assert page.url.endswith("?done=removed"), page.text
    with pytest.raises(RuntimeError, match="There is no"):
        office.turno(command(noun), "show", key)
    assert browser.get(edit_address(office, noun, key)).status == 404
    rows = office.stack.postgres.query(f"select verb from turno.admin_log where noun = '{noun}' order by id desc limit 3")
    assert [row[0] for row in rows] == ["remove", "set", "add"]


@pytest.mark.parametrize("noun", NOUNS)
def test_r4_a_wrong_value_is_refused_beside_its_field(office, noun):
    browser = office.desk("anna")
    key = add(office, noun, office.word())
    values, field, sentence = NOUNS[noun][2]
    before = office.turno(command(noun), "show", key)
    page = browser.get(edit_address(office, noun, key))
    page = browser.submit(form_of(page, "edit"), **prefixed(office, values))
    assert page.status == 422
    assert sentence in (error_beside(page, field) if field else page.text), page.text
    assert next(iter(values.values())) in page.html  # what was typed is kept
    assert office.turno(command(noun), "show", key) == before


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
        assert browser.submit(form, **{"values.name_it": word}).url.endswith("?done=row_added")
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
        assert page.url.endswith("?done=row_added") and "<script>alert" not in page.html and "<img" not in page.html
        page = browser.get(edit_address(office, "priority", name + word))
        assert page.status == 200 and form_of(page, "edit").fields["values.new_name"] == name + word
        page = browser.get(f"{list_of(office, 'priority')}/remove?key={urllib.parse.quote(name + word, safe='')}")
        assert browser.submit(form_of(page, "remove")).url.endswith("?done=removed")


# Operators, rights

def signs_in(office, login, password):
    browser = office.browser()
    page = browser.get(f"{office.url}/login")
    return "/login" not in browser.submit(page.form("login", "password"), login=login, password=password).url


def shown_once(page):
    return re.search(r'class="once"><code>([^<]+)</code>', page.html)[1]


def test_r4_a_new_operator_signs_in_with_the_password_that_is_shown_once(office):
    browser = office.desk("anna")
    login = "op" + office.word()
    form = form_of(browser.get(f"{list_of(office, 'operator')}/add"), "add")
    page = browser.submit(form, **{"values.login": login, "values.name": "Nuova Persona", "confirm": office.passwords["anna"]})
    password = shown_once(page)
    assert len(password) >= 10 and signs_in(office, login, password) and "Set-Cookie" not in page.headers
    page = browser.submit(form, **{"values.login": login, "values.name": "Nuova Persona", "confirm": office.passwords["anna"]})  # the same form: done once
    assert page.url.endswith("?done=row_added") and password not in page.html
    log = office.stack.host.log_tail("lighttpd", 100000)
    assert password not in log
    kept = office.stack.postgres.query("select count(*) from turno.form_key where result::text like '%" + password + "%'")
    assert kept == [["0"]]


def test_r4_a_new_password(office):
    browser = office.desk("anna")
    login = add(office, "operator", office.word())
    address = f"{list_of(office, 'operator')}/password?key={login}"
    form = form_of(browser.get(address), "password")
    page = browser.submit(form, **{"values.password": "breve"})
    assert page.status == 422 and "almeno dieci caratteri" in error_beside(page, "password") and "breve" not in page.html
    form = form_of(browser.get(address), "password")
    page = browser.submit(form, **{"values.password": "una password lunga", "confirm": "sbagliata"})
    assert page.status == 422 and "Non è la propria password" in error_beside(page, "confirm") and not signs_in(office, login, "una password lunga")
    form = form_of(browser.get(address), "password")
    own = {"confirm": office.passwords["anna"]}
    assert browser.submit(form, **{"values.password": "una password lunga", **own}).url.endswith("?done=row_changed")
    assert signs_in(office, login, "una password lunga")
    made = shown_once(browser.submit(form_of(browser.get(address), "password"), **{"values.password": "", **own}))
    assert signs_in(office, login, made) and not signs_in(office, login, "una password lunga")


def test_r4_who_administers_and_where_codes_go_is_said_with_ones_own_password(office):
    browser = office.desk("anna")
    login = add(office, "operator", office.word())
    for change in ({"values.is_admin": "1"}, {"values.addresses": f"{login}@demo.example"}):
        before = office.turno("operator", "show", login)
        page = browser.submit(form_of(browser.get(edit_address(office, "operator", login)), "edit"), **change)
        assert page.status == 422 and "Non è la propria password" in error_beside(page, "confirm")
        assert office.turno("operator", "show", login) == before
        page = browser.submit(form_of(browser.get(edit_address(office, "operator", login)), "edit"), **change, confirm=office.passwords["anna"])
        assert page.url.endswith("?done=row_changed"), page.text
    shown = office.turno("operator", "show", login)
    assert shown["is_admin"] and shown["addresses"] == [f"{login}@demo.example"]
    page = browser.submit(form_of(browser.get(edit_address(office, "operator", login)), "edit"), **{"values.signature": "Ciao"})
    assert page.url.endswith("?done=row_changed")  # nothing of it changes: nothing is asked
    office.turno("operator", "remove", login)


def test_r8_rights_by_the_matrix(office):
    browser = office.desk("anna")
    login, word = add(office, "operator", office.word()), office.word()
    office.turno("category", "add", f"{word} > sotto")
    page = browser.get(f"{office.url}/office/right?operator={login}&category={word}")
    assert page.status == 200 and f"values.operators={login}" in page.html and "unseen" in page.html
    page = browser.get(f"{office.url}/office/right/add?values.operators={login}&values.category={urllib.parse.quote(word)}&values.level=advanced")
    form = form_of(page, "add")
    assert (form.fields["values.operators"], form.fields["values.category"], form.fields["values.level"]) == (login, word, "advanced")
    assert browser.submit(form, **{"values.below": "1"}).url.endswith("/office/right?done=row_changed")
    assert [(row["category"], row["level"]) for row in office.turno("operator", "show", login)["categories"]] == [
        (word, "advanced"), (f"{word} › sotto", "advanced")]
    form = form_of(browser.get(f"{office.url}/office/right/add"), "add")
    page = browser.submit(form, **{"values.operators": None})
    assert page.status == 422 and "Scegliere almeno un operatore." in error_beside(page, "operators")
    assert "Avanzato" in browser.get(edit_address(office, "operator", login)).text


# Settings

def test_settings_of_a_group_are_one_form(office):
    browser = office.desk("anna")
    word = office.word()
    page = browser.get(f"{office.url}/office/setting")
    assert page.status == 200 and "Minuti dopo i quali il blocco di una risposta finisce da sé." in page.text
    page = browser.get(f"{office.url}/office/setting/office")
    page = browser.submit(page.form("values.office.phone"), **{"values.office.phone": f"06 {word}", "values.office.hours": "lun-ven 9-13"})
    assert page.url.endswith("/office/setting?done=row_changed") and f"06 {word}" in page.text
    page = browser.get(f"{office.url}/office/setting/lock")
    page = browser.submit(page.form("values.lock.ttl"), **{"values.lock.ttl": "0"})
    assert page.status == 422 and "lock.ttl è un numero da 1 a 1440." in error_beside(page, "lock.ttl")
    assert browser.get(f"{office.url}/office/setting/nothing").status == 404
    page = browser.get(f"{office.url}/office/setting/office")
    browser.submit(page.form("values.office.phone"), **{"values.office.phone": "", "values.office.hours": ""})
    assert [row["is_set"] for row in office.turno("setting", "list") if row["key"] == "office.phone"] == [False]
    other = office.sign_in("marco")
    assert other.get(f"{office.url}/office/setting/office").status == 404 and other.get(f"{office.url}/office/right").status == 404


# What lets another program in

@pytest.mark.parametrize("noun", ["hook", "apikey"])
def test_r36_another_program_is_let_in_only_by_who_knows_his_password(office, noun):
    browser = office.desk("anna")
    values = prefixed(office, NOUNS[noun][0], office.word())
    for wrong in ("", "sbagliata", office.passwords["marco"]):
        form = form_of(browser.get(f"{list_of(office, noun)}/add"), "add")
        page = browser.submit(form, **{**values, "confirm": wrong})
        assert page.status == 422 and "Non è la propria password" in error_beside(page, "confirm")
        assert not wrong or wrong not in page.html
    assert values["values.name"] not in str(office.turno(command(noun), "list"))
    office.stack.postgres.query("delete from turno.throttle where key like 'confirm:%'")
    name = add(office, noun, office.word())
    form = form_of(browser.get(f"{list_of(office, noun)}/remove?key={name}"), "remove")
    page = browser.submit(form, confirm="sbagliata")
    assert page.status == 422 and "Non è la propria password" in error_beside(page, "confirm") and office.turno(command(noun), "show", name)
    assert browser.submit(form_of(page, "remove"), confirm=office.passwords["anna"]).url.endswith("?done=removed")
    office.stack.postgres.query("delete from turno.throttle where key like 'confirm:%'")


def test_r36_a_key_of_the_api_is_shown_once_and_works(office):
    browser = office.desk("anna")
    add(office, "apikey", office.word())
    key = shown_once(browser.page)
    request = urllib.request.Request(f"{office.url}/api/ticket", data=b"{}", headers={
        "Authorization": f"Bearer {key}", "Content-Type": "application/json", "Idempotency-Key": office.word()})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, context=ssl.create_default_context(cafile=str(office.stack.pki.ca)), timeout=30)
    assert refused.value.code == 422  # known, and what is missing is said
    assert key not in browser.get(list_of(office, "apikey")).html


def test_r36_a_webhook_is_tried(office):
    browser = office.desk("anna")
    name = add(office, "hook", office.word())
    page = browser.submit(form_of(browser.get(edit_address(office, "hook", name)), "test"))
    assert page.status == 422 and "Si può provare solo un webhook attivo" in page.text and form_of(page, "edit").fields["values.url"]
    office.turno("hook", "set", name, "--active")
    page = browser.submit(form_of(browser.get(edit_address(office, "hook", name)), "test"))
    assert page.url.endswith("?done=tested")
    assert office.stack.postgres.query(
        f"select c.event from turno.hook_call c join turno.hook h on h.id = c.hook_id where h.name = '{name}'") == [["test"]]


def test_r36_an_automation_is_tried_before_it_is_kept(office):
    browser = office.desk("anna")
    ticket = office.open_ticket(f"730 {office.word()}")
    word = "auto" + office.word()
    form = form_of(browser.get(f"{list_of(office, 'automation')}/add"), "add")
    form.action = form.action.replace("/add", "/try")
    page = browser.submit(form, **prefixed(office, {"name": word, "trigger": "opened", "if_0_subject": "subject", "if_0_operator": "contains",
                                                    "if_0_value": ticket["subject"], "then_0_subject": "note", "then_0_value": "Prova."}))
    assert page.status == 200 and "avrebbe agito una volta" in page.text and f"#{ticket['number']}" in page.text
    assert word not in str(office.turno("automation", "list"))
    form = form_of(page, "add")
    assert form.fields["values.name"] == word and form.fields["values.if_0_value"] == ticket["subject"]
    assert browser.submit(form).url.endswith("?done=row_added")
    form = form_of(browser.get(edit_address(office, "automation", word)), "edit")
    form.action = form.action.replace("/edit", "/try")
    page = browser.submit(form, **prefixed(office, {"if_0_value": office.word()}))
    assert page.status == 200 and "avrebbe agito 0 volte" in page.text
    form.action = form.action.replace("/try", "/try")
    assert browser.submit(form, **prefixed(office, {"then_0_value": "", "then_1_value": ""})).status == 422
    office.turno("automation", "remove", word)
    assert browser.get(f"{list_of(office, 'automation')}/try").status == 405


def rows_of(form, name):
    return sum(field.startswith(f"values.{name}_") and field.endswith("_subject") for field in form.names)


@pytest.mark.parametrize("noun", ["automation", "route"])
def test_r36_a_rule_has_as_many_rows_as_it_needs(office, noun):
    browser = office.desk("anna")
    word = office.word()
    form = form_of(browser.get(f"{list_of(office, noun)}/add"), "add")
    before = rows_of(form, "if"), rows_of(form, "then")
    form.action = form.action.replace("/add", "/more")
    page = browser.submit(form, **{"values.name": word, "values.if_more": "1", "values.if_0_value": "uno"})
    form = form_of(page, "add")
    assert page.status == 200 and (rows_of(form, "if"), rows_of(form, "then")) == (before[0] + 2 + 1, before[1])
    assert form.fields["values.name"] == word and form.fields["values.if_0_value"] == "uno"  # and nothing is saved
    assert word not in str(office.turno(noun, "list"))
    conditions = {f"values.if_{row}_{part}": value for row in range(40)
                  for part, value in (("subject", "subject"), ("operator", "contains"), ("value", f"{word}{row}"))}
    page = browser.submit(form, **conditions, **{"values.then_0_subject": "priority", "values.then_0_value": "Alta", "values.trigger": "closed"})
    assert page.url.endswith("?done=row_added"), page.text
    row = next(row for row in office.turno(noun, "list") if row["name"] == word)
    assert [condition.split()[-1] for condition in row["if"]] == [f"{word}{row}" for row in range(40)]
    key = word if noun == "automation" else str(row["id"])
    page = browser.get(edit_address(office, noun, key))
    assert rows_of(form_of(page, "edit"), "if") == 42
    with pytest.raises(RuntimeError, match="at most 100 conditions"):
        office.turno(noun, "set", key, *(word for n in range(101) for word in ("--if", f"subject contains x{n}")))
    assert browser.get(f"{list_of(office, noun)}/more").status == 405
    office.turno(noun, "remove", key)


# What is added and ended, never changed

def test_r39_a_ticket_is_kept_and_let_go(office):
    browser = office.desk("anna")
    ticket = office.open_ticket()
    number, why = str(ticket["number"]), f"Causa {office.word()}"
    form = form_of(browser.get(f"{office.url}/office/hold/add"), "add")
    page = browser.submit(form, **{"values.ticket": "99999999", "values.reason": why})
    assert page.status == 422 and "Non c’è un ticket 99999999." in error_beside(page, "ticket") and why in page.html
    page = browser.submit(form_of(page, "add"), **{"values.ticket": number, "values.reason": ""})
    assert page.status == 422 and error_beside(page, "reason")
    page = browser.submit(form_of(page, "add"), **{"values.ticket": number, "values.reason": why})
    assert page.url.endswith("/office/hold?done=row_added") and why in page.text and f'/ticket/{number}"' in page.html and "anna" in page.text
    assert [row["by"] for row in office.turno("hold", "list") if row["ticket"] == ticket["number"]] == ["anna"]
    page = browser.submit(form_of(browser.get(f"{office.url}/office/hold/remove?key={number}"), "remove"))
    assert page.url.endswith("?done=removed") and why not in page.text
    assert not [row for row in office.turno("hold", "list") if row["ticket"] == ticket["number"]]
    page = browser.submit(form_of(browser.get(f"{office.url}/office/hold/remove?key={number}"), "remove"))
    assert page.status == 422 and f"Il ticket {number} non è" in page.text
    assert browser.get(f"{office.url}/office/hold/edit?key={number}").status == 404
    other = office.sign_in("marco")
    assert all(other.get(f"{office.url}/office/{noun}{more}").status == 404 for noun in ("hold", "mute", "key") for more in ("", "/add", "/remove?key=1"))


def test_r34_an_operator_is_spared_mails(office):
    browser = office.desk("anna")
    login = add(office, "operator", office.word())
    form = form_of(browser.get(f"{office.url}/office/mute/add"), "add")
    for category in ("", "CAF › 730"):
        page = browser.submit(form_of(browser.get(f"{office.url}/office/mute/add"), "add"),
                              **{"values.login": login, "values.event": "message", "values.category": category})
        assert page.url.endswith("/office/mute?done=row_added")
    assert [(row["event"], row["category"]) for row in office.turno("mute", "list") if row["login"] == login] == [("message", None), ("message", "CAF › 730")]
    for key in (f"{login} message", f"{login} message CAF › 730"):
        page = browser.submit(form_of(browser.get(f"{office.url}/office/mute/remove?key={urllib.parse.quote(key)}"), "remove"))
        assert page.url.endswith("?done=removed")
    assert login not in page.text and form.names


def test_m17_a_new_key_signs_and_the_old_one_ends(office):
    browser = office.desk("anna")
    assert "Firma" in browser.get(f"{office.url}/office/key").text
    old = office.turno("key", "list")[0]["id"]
    for wrong in ("", "sbagliata"):
        page = browser.submit(form_of(browser.get(f"{office.url}/office/key/add"), "add"), confirm=wrong)
        assert page.status == 422 and "Non è la propria password" in error_beside(page, "confirm")
    assert office.turno("key", "list")[0]["id"] == old
    page = browser.submit(form_of(browser.get(f"{office.url}/office/key/remove?key={old}"), "remove"), confirm=office.passwords["anna"])
    assert page.status == 422 and "prima" in page.text  # it signs
    for _ in range(2):
        page = browser.submit(form_of(browser.get(f"{office.url}/office/key/add"), "add"), confirm=office.passwords["anna"])
        assert page.url.endswith("/office/key?done=row_changed")
    old = office.turno("key", "list")[1]["id"]
    assert [row["state"] for row in office.turno("key", "list")][:2] == ["signs", "retired"]
    page = browser.submit(form_of(browser.get(f"{office.url}/office/key/remove?key={old}"), "remove"), confirm=office.passwords["anna"])
    assert page.url.endswith("?done=row_changed") or page.url.endswith("?done=removed")
    assert [row["state"] for row in office.turno("key", "list") if row["id"] == old] == ["revoked"]
