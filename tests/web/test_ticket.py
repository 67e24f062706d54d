"""The ticket's page: every act that its toolbar offers, and the choices while one types."""
import html
import io
import urllib.parse
import zipfile

import pytest

from lib.mail import text_of
from lib.office import reply_address


@pytest.fixture
def ticket(office):
    return office.open_ticket(f"730 pagina {office.word()}")


def find(office, browser, what, text):
    return browser.get(f"{office.url}/find/{what}?text={urllib.parse.quote(text)}")


# The script, and what it asks for

def test_the_script_is_of_the_page_and_kept_by_browsers(office):
    browser = office.desk("marco")
    page = browser.get(f"{office.url}/ticket")
    assert '<script src="/static/turno.js?v=' in page.html and " defer></script>" in page.html
    page = browser.get(f"{office.url}/static/turno.js")
    assert page.headers["Content-Type"] == "text/javascript; charset=utf-8" and len(page.body) <= 5 << 10
    assert "immutable" in page.headers["Cache-Control"] or "max-age" in page.headers["Cache-Control"]


def test_contacts_while_one_types(office):
    word = office.word()
    address = office.contact(name=f"Nome <b>{word}</b>")
    page = find(office, office.desk("marco"), "contact", word[:8])
    assert page.status == 200 and page.html.count('role="option"') == 1 and address in page.text and "<b>" + word not in page.html
    assert "<html" not in page.html
    assert "data-id" not in find(office, office.desk("marco"), "contact", f"x{office.word()}").html
    assert "data-id" not in find(office, office.desk("marco"), "contact", "").html
    assert "/login" in find(office, office.browser(), "contact", word).url


def test_r9_tickets_while_one_types_are_those_that_one_sees(office, ticket):
    hidden = office.open_ticket(f"Altro {office.word()}")
    for number, count in ((ticket["number"], 1), (hidden["number"], 0)):
        page = find(office, office.desk("marco"), "ticket", str(number))
        assert page.html.count(f'data-id="{number}"') == count


def test_a_contact_finds_nobody(office, ticket):
    guest = office.enter(office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"])))
    assert "/login" in guest.get(f"{office.url}/find/contact?text=mario").url


# Tools

def open_tool(office, browser, number, tool):
    """The page of a ticket with the form of a tool."""
    page = browser.get(f"{office.url}/ticket/{number}?tool={tool}")
    assert page.status == 200 and f'action="/ticket/{number}/' in page.html, page.text
    return page


def use(office, login, number, tool, act=None, **values):
    """An operator fills in the form of a tool; gives the page after."""
    browser = office.desk(login)
    return browser.submit(open_tool(office, browser, number, tool).form_to("/" + (act or tool)), **values)


def ids(office, table, column="name"):
    return dict(office.stack.postgres.query(f"select {column}, id from turno.{table}"))


def events(office, number):
    return [event["type"] for event in office.ticket(number)["events"]]


ACTS = {"note": {"text": "x"}, "move": {"category": "1"}, "level": {"level": "advanced"}, "assign": {}, "take": {}, "status": {"status": "1"},
        "priority": {"priority": "1"}, "tag": {"add": "x"}, "describe": {"subject": "x"}, "refer": {"reference": "x-1"}, "close": {}, "merge": {"into": "1"},
        "link": {"other": "1"}, "unlink": {"other": "1"}, "contact": {"contact": ""}, "revoke": {"contact": "1"}, "delete": {}, "reopen": {},
        "answer": {}, "takeover": {}, "renew": {}, "cancel": {}, "leave": {}, "reply": {"text": "x"}, "preview": {"text": "x"}, "send": {}, "discard": {}}


@pytest.mark.parametrize("act", ACTS)
def test_r9_no_act_on_what_is_not_seen_nor_without_the_form(office, ticket, hidden, act):
    browser = office.desk("marco")
    form = open_tool(office, browser, ticket["number"], "note").form_to("/note")
    form.multipart = act in ("reply", "preview", "note")
    before = office.ticket(hidden["number"])
    form.action = f"{office.url}/ticket/{hidden['number']}/{act}"
    form.fields.pop("text")
    assert browser.submit(form, **ACTS[act]).status == 404
    form.action = f"{office.url}/ticket/{ticket['number']}/{act}"
    assert browser.submit(form, **ACTS[act], csrf="A" * 64).status == 403
    assert office.ticket(hidden["number"]) == before


@pytest.fixture(scope="module")
def hidden(office):
    return office.open_ticket(f"Altro {office.word()}")


def test_the_header_says_whose_ticket_it_is_where_his_card_stands_below(office, ticket):
    page = office.desk("marco").get(f"{office.url}/ticket/{ticket['number']}")
    header = page.html[page.html.index("<h1>"):page.html.index('<nav class="tools"')]
    contact = office.stack.postgres.query(f"select contact_id from turno.ticket where id = {ticket['number']}")[0][0]
    assert f'<a href="/contact/{contact}">Prova Contatto</a>' in header


def test_the_toolbar_holds_what_one_may_do_now(office, ticket):
    def tools(login):
        page = office.desk(login).get(f"{office.url}/ticket/{ticket['number']}").html
        return {tool for tool in ("note", "move", "level", "assign", "close", "status", "priority", "tag", "describe", "merge", "link", "links",
                                  "contact", "delete", "mute") if f'?tool={tool}"' in page}
    assert tools("marco") == {"note", "move", "level", "assign", "close", "status", "priority", "tag", "describe", "merge", "link", "links", "mute"}
    assert tools("anna") == tools("marco") | {"contact", "delete"}
    use(office, "marco", ticket["number"], "close")
    assert tools("marco") == {"note", "move", "level", "status", "tag", "describe", "merge", "link", "links", "mute"}
    page = office.desk("marco").get(f"{office.url}/ticket/{ticket['number']}?tool=assign")
    assert 'id="operator"' not in page.html


def test_r22_a_note_with_colleagues_and_files(office, ticket):
    number = ticket["number"]
    anna = ids(office, "operator", "login")["anna"]
    page = use(office, "marco", number, "note", text="  ", colleagues=anna)
    assert page.status == 422 and 'aria-describedby="text-marks text-error"' in page.html and f'value="{anna}" checked' in page.html
    page = office.desk("marco").submit(page.form_to("/note"), text="Passa lunedì.", colleagues=anna, files=[("files", "n.txt", "text/plain", b"n")])
    assert page.status == 200 and "Passa lunedì." in page.text and "La nota è salvata." in page.text or "nota" in page.text
    last = office.ticket(number)["posts"][-1]
    assert (last["kind"], last["text"], last["notified"]) == ("note", "Passa lunedì.", ["Anna Conti"])
    assert [item["name"] for item in last["attachments"]] == ["n.txt"]
    assert office.turn(number) == "operator"
    office.told(number, "notification", "anna@demo.example")
    guest = office.enter(office.link(office.told(number, "acknowledgement", ticket["sender"])))
    assert "Passa" not in guest.page.text and "n.txt" not in guest.page.text


def test_r12_a_move_out_of_sight_ends_in_the_list(office, ticket):
    categories = ids(office, "category", "path")
    other = next(path for path in categories if not path.startswith("CAF"))
    page = use(office, "marco", ticket["number"], "move", category="999999")
    assert page.status == 422 and "category-error" in page.html
    page = use(office, "marco", ticket["number"], "move", category=categories[other], note="Per voi.")
    assert page.status == 200 and page.url == f"{office.url}/ticket?done=moved" and 'role="status"' in page.html
    assert office.ticket(ticket["number"])["category"] == other and office.ticket(ticket["number"])["posts"][-1]["text"] == "Per voi."
    assert office.desk("marco").get(f"{office.url}/ticket/{ticket['number']}").status == 404


def test_r11_a_raise_asks_where_nobody_would_see_it(office):
    ticket = office.open_ticket(f"Solo base {office.word()}")
    number, path = ticket["number"], ticket["category"]
    office.stack.postgres.query(f"create temp table kept as select 1; update turno.operator_category set level = 'base' where category_id = "
                                f"(select category_id from turno.ticket where id = {number})")
    try:
        page = use(office, "anna", number, "level")
        assert page.status == 422 and page.form_to("/level").names >= {"confirm"}
        assert office.ticket(number)["level"] == "base"
    finally:
        office.stack.postgres.query(f"update turno.operator_category set level = 'advanced' where operator_id = (select id from turno.operator "
                                    f"where login = 'anna') and category_id = (select category_id from turno.ticket where id = {number})")
    assert path == office.ticket(number)["category"]
    assert use(office, "anna", number, "level", note="Serve un esperto.").status == 200
    assert office.ticket(number)["level"] == "advanced"
    assert use(office, "anna", number, "level").status == 200
    assert office.ticket(number)["level"] == "base"


def test_r40_assign_and_take(office, ticket):
    number = ticket["number"]
    people = ids(office, "operator", "login")
    assert use(office, "marco", number, "assign", operator=people["riccardo"]).status in (200, 422)
    assert use(office, "marco", number, "assign", operator=people["anna"]).status == 200
    assert office.ticket(number)["assignee"] == "Anna Conti"
    browser = office.desk("marco")
    page = browser.get(f"{office.url}/ticket/{number}")
    assert browser.submit(page.form_to("/take")).status == 200 and office.ticket(number)["assignee"] == "Marco Villa"
    assert use(office, "marco", number, "assign", operator="").status == 200
    assert office.ticket(number)["assignee"] is None


def test_r16_r32_status_priority_tags_and_what_describes_it(office, ticket):
    number = ticket["number"]
    statuses, priorities = ids(office, "status", "turn"), ids(office, "priority", "name_it")
    assert use(office, "marco", number, "status", status=statuses["contact"]).status == 200 and office.turn(number) == "contact"
    assert use(office, "marco", number, "priority", priority=priorities["Urgente"]).status == 200
    assert use(office, "marco", number, "tag", add="Casa, urgente").status == 200
    page = use(office, "marco", number, "tag", add="no/no")
    assert page.status == 422 and 'value="no/no"' in page.html
    assert use(office, "marco", number, "tag", add="", remove="casa").status == 200
    reference = f"R-{office.word()}"
    page = use(office, "marco", number, "describe", subject="", due_on="31/31/2999", latitude="x", longitude="9")
    assert page.status == 422 and {"subject-error", "due-error", "latitude-error"} <= set(
        part.split('"')[0] for part in page.html.split('class="error" id="')[1:])
    page = use(office, "marco", number, "describe", subject="730 di Mario", reference=reference, due_on="2999-01-31", place="Via Roma 1, Milano",
               latitude="45,4642", longitude="9.19")
    assert page.status == 200, page.text
    told = office.ticket(number)
    assert (told["subject"], told["reference"], told["due_on"], told["tags"], told["priority"]) == (
        "730 di Mario", reference, "2999-01-31", ["urgente"], "Urgente")
    assert "openstreetmap.org/?mlat=45.464200&amp;mlon=9.190000" in page.html and "31/01/2999" in page.text
    again = open_tool(office, office.desk("marco"), number, "describe").form_to("/describe").fields
    assert (again["due_on"], again["place"], again["latitude"]) == ("2999-01-31", "Via Roma 1, Milano", "45.464200")


def test_r17_close_with_note_and_review_then_refer_and_reopen(office, ticket):
    number = ticket["number"]
    page = use(office, "marco", number, "close", title="x" * 300, effective="no", improve="Chiedere prima la delega.", note="Tutto fatto.")
    assert page.status == 422 and "title-error" in page.html and 'value="no" checked' in page.html and "Tutto fatto." in page.html
    title = f"Delega {office.word()}"
    page = office.desk("marco").submit(page.form_to("/close"), title=title)
    assert page.status == 200 and office.turn(number) == "closed"
    told = office.ticket(number)
    assert told["effective"] == "no" and told["posts"][-1]["text"] == "Tutto fatto."
    assert office.stack.postgres.query(f"select text from turno.knowledge where title = '{title}'") == [["Chiedere prima la delega."]]
    reference = f"C-{office.word()}"
    assert use(office, "marco", number, "describe", act="refer", reference=reference).status == 200
    assert office.ticket(number)["reference"] == reference
    browser = office.desk("marco")
    page = browser.submit(browser.get(f"{office.url}/ticket/{number}").form_to("/reopen"))
    assert page.status == 200 and office.turn(number) == "operator"


def test_r41_merge_and_link(office, ticket):
    second = office.open_ticket(f"730 secondo {office.word()}", sender=ticket["sender"])
    third = office.open_ticket(f"730 terzo {office.word()}")
    number, other = second["number"], ticket["number"]
    page = use(office, "marco", number, "link", other=third["number"])
    assert page.status == 200 and f"#{third['number']} " in page.text
    assert use(office, "marco", number, "link", other=third["number"]).status == 422
    assert use(office, "marco", number, "link", other=number).status == 409
    page = open_tool(office, office.desk("marco"), number, "link")
    assert office.desk("marco").submit(page.form_to("/unlink")).status == 200
    assert use(office, "marco", number, "merge").status == 422
    page = use(office, "marco", number, "merge", into=third["number"])
    assert page.status == 409 and "stesso cliente" in page.text
    page = use(office, "marco", number, "merge", into=other)
    assert page.status == 200 and page.url.startswith(f"{office.url}/ticket/{other}?")
    page = office.desk("marco").get(f"{office.url}/ticket/{number}")
    assert f'href="/ticket/{other}"' in page.html and "/reply" not in page.html and "?tool=" not in page.html


def test_r27_delete_is_an_administrators(office):
    number = office.open_ticket(f"730 da eliminare {office.word()}")["number"]
    office.settled(number)
    browser = office.desk("marco")
    form = open_tool(office, browser, number, "note").form_to("/note")
    form.action, form.multipart = f"{office.url}/ticket/{number}/delete", False
    page = browser.submit(form)
    assert page.status == 409 and "amministratore" in page.text
    assert "1 aperto · 0 chiusi" in browser.get(f"{office.url}/ticket/{number}").text
    answered = office.open_ticket(f"730 risposto {office.word()}")["number"]
    office.answer_by_web(answered, "marco", "Ecco.")
    form = open_tool(office, office.desk("anna"), number, "delete").form_to("/delete")
    form.action = f"{office.url}/ticket/{answered}/delete"
    page = office.desk("anna").submit(form)
    assert page.status == 409 and "non si può eliminare: l’ufficio vi ha scritto." in page.text, page.text
    page = use(office, "anna", number, "delete")
    assert page.url == f"{office.url}/ticket?done=deleted"
    assert office.desk("anna").get(f"{office.url}/ticket/{number}").status == 404


def test_m33_links_are_taken_back(office, ticket):
    number = ticket["number"]
    link = office.link(office.told(number, "acknowledgement", ticket["sender"]))
    guest = office.enter(link)
    page = open_tool(office, office.desk("marco"), number, "links")
    page = office.desk("marco").submit(page.form_to("/revoke"))
    assert page.status == 200 and "link_revoked" in events(office, number)
    assert guest.get(f"{office.url}/t").status == 403
    assert "new" in office.browser().get(link).form().names
    office.answer_by_web(number, "marco", "Ecco un altro link.")
    assert office.enter(office.link(office.told(number, "reply", ticket["sender"]))).page.status == 200
    assert office.turno("ticket", "revoke", number, "--contact", ticket["sender"], "--as", "marco")["done"] == "revoked"
    assert events(office, number).count("link_revoked") == 2


def test_r34_mails_of_a_category_can_be_spared(office, ticket):
    browser = office.desk("marco")
    page = open_tool(office, browser, ticket["number"], "mute")
    form = next(form for form in page.forms if form.fields.get("event") == "message")
    assert browser.submit(form).status == 200
    page = open_tool(office, browser, ticket["number"], "mute")
    form = next(form for form in page.forms if form.fields.get("event") == "message")
    assert "is_muted" not in form.fields
    assert browser.submit(form).status == 200
    assert office.stack.postgres.query("select count(*) from turno.notice_mute") == [["0"]]


# The reply box

def test_r28_two_operators_and_the_lock(office, ticket):
    number, marco, anna = ticket["number"], office.desk("marco"), office.desk("anna")
    url = f"{office.url}/ticket/{number}"
    page = marco.get(url)
    assert not any("text" in form.names for form in page.forms)
    page = marco.submit(page.form_to("/answer"))
    assert page.status == 200 and page.form_to("/reply").fields["pass_turn"] == "1" and 'data-renew="/ticket/' in page.html
    page = anna.get(url)
    assert "Marco Villa" in page.text and "?tool=" not in page.html and not any(form.action.endswith(("/answer", "/reply")) for form in page.forms)
    taken = page.form_to("/takeover")
    stale = marco.get(url).form_to("/reply")
    page = anna.submit(taken)
    assert page.status == 200 and page.form_to("/reply") and "lock_taken" in events(office, number)
    page = marco.submit(stale, text="Ero qui prima.", pass_turn=None)
    assert page.status == 409 and "Anna Conti sta rispondendo" in page.text and "Ero qui prima." in page.html
    assert "/renew" in page.html
    stale.action, stale.multipart = f"{url}/renew", False
    assert marco.submit(stale, text=None).status == 422
    page = anna.submit(anna.get(url).form_to("/cancel"))
    assert page.status == 200 and not any(form.action.endswith("/reply") for form in page.forms)
    assert "/answer" in marco.get(url).html
    page = anna.submit(anna.get(url).form_to("/answer"))
    page = anna.submit(page.form_to("/leave"))
    assert page.url == f"{office.url}/ticket" and "/answer" in marco.get(url).html
    assert len(office.ticket(number)["posts"]) == 1


def test_r21_light_marks_are_the_same_for_operator_and_contact_and_the_mail_has_them_as_written(office, ticket):
    number, browser = ticket["number"], office.desk("marco")
    words = "Serve:\n- la *CU* <b>originale</b>\n- il 730\n\n[La guida](https://guida.example/a) _qui_; [no](javascript:alert(1))"
    shown = ('<p>Serve:</p><ul><li>la <strong>CU</strong> &lt;b&gt;originale&lt;/b&gt;</li><li>il 730</li></ul><p><a href="https://guida.example/a"'
             ' target="_blank" rel="noopener noreferrer nofollow">La guida</a> (guida.example) <em>qui</em>; [no](javascript:alert(1))</p>')
    browser.submit(office.reply_box(browser, number), text=words)
    mail = office.told(number, "reply", ticket["sender"])
    browser.submit(open_tool(office, browser, number, "note").form_to("/note"), text="Nota *interna*.")
    page = browser.get(f"{office.url}/ticket/{number}").html
    assert shown in page and "Nota <strong>interna</strong>." in page
    assert shown in browser.get(f"{office.url}/ticket/{number}/print").html
    assert words in text_of(mail).replace("\r\n", "\n")
    assert shown in office.enter(office.link(mail)).page.html


def test_r29_a_reply_does_not_cross_a_message_that_came_meanwhile(office, ticket):
    number, browser = ticket["number"], office.desk("marco")
    office.settled(number)
    notice = office.told(number, "acknowledgement", ticket["sender"])
    form = office.reply_box(browser, number)
    row = office.deliver(ticket["sender"], reply_address(notice), "Re: " + notice["Subject"], "Anzi, *non* serve.\n", In_Reply_To=notice["Message-ID"])
    assert row["outcome"] == "post", office.explain(row)
    page = browser.submit(form, text="Ecco il <modulo>.", pass_turn=None)
    assert page.status == 422 and "La risposta non è partita" in page.text and "Invia lo stesso" in page.text
    assert "Anzi, <strong>non</strong> serve." in page.html.split('id="newer"')[1].split("</section>")[0]
    assert len(office.ticket(number)["posts"]) == 2
    again = page.form_to("/reply")
    assert again.fields["text"].strip() == "Ecco il <modulo>." and "pass_turn" not in again.fields
    preview = page.form_to("/reply")
    action, preview.action = preview.action, f"{office.url}/ticket/{number}/preview"
    page = browser.submit(preview)
    assert page.status == 200 and "Ecco il <modulo>." in page.html.split('<pre class="text">')[1].replace("&lt;", "<").replace("&gt;", ">")
    again.action = action
    assert browser.submit(again).status == 200
    assert office.ticket(number)["posts"][-1]["text"] == "Ecco il <modulo>." and office.turn(number) == "operator"


def test_the_preview_is_the_mail_and_sends_nothing(office, ticket):
    number, browser = ticket["number"], office.desk("marco")
    form = office.reply_box(browser, number)
    form.action = f"{office.url}/ticket/{number}/preview"
    page = browser.submit(form, text="Ecco <b>qui</b>.", pass_turn=None, close="1", files=[("files", "modulo.pdf", "application/pdf", b"m")])
    assert page.status == 200 and "Ecco <b>qui</b>." in page.text and "modulo.pdf" in page.text and ticket["sender"] in page.text
    again = page.form_to("/reply")
    assert again.fields["text"].strip() == "Ecco <b>qui</b>." and "pass_turn" not in again.fields and again.fields["close"] == "1"
    assert len(office.ticket(number)["posts"]) == 1 and office.turn(number) == "operator"
    preview = page.html.split("<pre class=\"text\">")[1].split("</pre>")[0]
    assert "/l/" + "x" * 43 in preview
    form.action = f"{office.url}/ticket/{number}/preview"
    assert browser.submit(form, text=" ").status == 422
    assert browser.submit(again, close=None).status == 200
    mail = office.told(number, "reply", ticket["sender"])
    assert [line for line in text_of(mail).splitlines() if line][0] == [line for line in html.unescape(preview).splitlines() if line][0]
    assert "modulo.pdf" in text_of(mail)


def test_an_expired_session_keeps_the_whole_form(office, ticket):
    browser = office.sign_in("marco")
    anna = ids(office, "operator", "login")["anna"]
    form = open_tool(office, browser, ticket["number"], "note").form_to("/note")
    office.stack.postgres.query(
        "update turno.session set ended_at = now() where id = (select max(id) from turno.session where operator_id is not null)")
    page = browser.submit(form, text="Solo <tra> noi.", colleagues=anna)
    assert page.status == 403 and "Solo <tra> noi." in page.text
    page = browser.submit(page.form("login", "password"), login="marco", password="wrong")
    assert page.status == 422
    page = browser.submit(page.form("login", "password"), login="marco", password=office.passwords["marco"])
    again = page.form_to("/note")
    assert page.status == 200 and again.fields["text"].strip() == "Solo <tra> noi." and f'value="{anna}" checked' in page.html
    assert len(office.ticket(ticket["number"])["posts"]) == 1
    assert browser.submit(again).status == 200
    assert office.ticket(ticket["number"])["posts"][-1]["kind"] == "note"


@pytest.mark.parametrize("path", ["/logout", "/nowhere", "/t/1/answer", "/confirm/x", "/login"])
def test_what_is_kept_over_a_sign_in_is_only_shown_on_pages_of_operators(office, path):
    browser = office.browser()
    page = browser.get(f"{office.url}/login")
    form = page.form("login", "password")
    form.fields.update(form='{"text": "x"}', form_path=path)
    page = browser.submit(form, login="marco", password=office.passwords["marco"])
    assert page.status == 200 and page.url == f"{office.url}/ticket"


# Out of the house

def test_r27_print_and_zip(office, ticket, hidden):
    number, browser = ticket["number"], office.desk("marco")
    use(office, "marco", number, "note", text="Nota riservata.")
    page = browser.get(f"{office.url}/ticket/{number}/print")
    assert page.status == 200 and "Nota riservata." in page.text and ticket["subject"] in page.text
    assert "Nota riservata." not in browser.get(f"{office.url}/ticket/{number}/print?public=yes").text
    page = browser.get(f"{office.url}/ticket/{number}/export")
    assert page.status == 200 and page.headers["Content-Type"] == "application/zip" and f'ticket-{number}.zip' in page.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(page.body)) as archive:
        assert archive.testzip() is None and {"index.json", "SHA256SUMS"} <= {name.split("/")[-1] for name in archive.namelist()}
    for path in ("print", "export"):
        page = browser.get(f"{office.url}/ticket/{hidden['number']}/{path}")
        assert page.status == 404 and "text/html" in page.headers["Content-Type"]


# What waits on a ticket

def test_m18_a_mail_of_a_stranger_waits_and_is_decided_on(office, ticket):
    number, browser = ticket["number"], office.desk("marco")
    office.settled(number)
    notice = office.told(number, "acknowledgement", ticket["sender"])

    def stranger(text):
        row = office.deliver(f"{office.word()}@elsewhere.example", reply_address(notice), "Re: " + notice["Subject"], text,
                             In_Reply_To=notice["Message-ID"])
        assert row["outcome"] == "held", office.explain(row)
        return browser.get(f"{office.url}/ticket/{number}"), row["id"]

    page, mail = stranger("Sono il fratello.\n")
    assert "Sono il fratello." in page.text
    other = office.open_ticket(f"730 altro {office.word()}")["number"]
    form = page.form_to(f"/outside/{mail}/accept")
    own = form.action
    for act in ("outside/{}/accept", "outside/{}/add", "outside/{}/discard", "outside/{}/split", "held/{}/send", "held/{}/drop"):
        form.action = f"{office.url}/ticket/{other}/{act.format(mail)}"
        assert browser.submit(form).status == 404, act
    assert "Sono il fratello." not in str(office.ticket(number)["posts"]) + str(office.ticket(other)["posts"])
    form.action = own
    page = browser.submit(form)
    assert page.status == 200 and "Sono il fratello." in office.ticket(number)["posts"][-1]["text"]
    for act, said in (("add", "Una volta.\n"), ("discard", "Pubblicità.\n"), ("split", "Altra cosa.\n")):
        page, mail = stranger(said)
        form = page.form_to(f"/outside/{mail}/accept")
        form.action = form.action.replace("/accept", f"/{act}")
        page = browser.submit(form)
        assert page.status == 200, page.text
        if act == "split":
            assert not page.url.startswith(f"{office.url}/ticket/{number}?") and "Altra cosa." in page.text
    texts = str(office.ticket(number)["posts"])
    assert "Una volta." in texts and "Pubblicità" not in texts and "Altra cosa." not in texts


def test_r29_a_late_reply_by_mail_is_held_and_sent_with_a_click(office, ticket):
    number, anna = ticket["number"], office.desk("anna")
    anna.submit(anna.get(f"{office.url}/ticket/{number}").form_to("/answer"))
    row = office.answer_by_mail(number, "marco", "Rispondo anch’io.")
    assert row["outcome"] == "held", office.explain(row)
    page = anna.get(f"{office.url}/ticket/{number}")
    assert "Rispondo anch’io." in page.text and "Marco Villa" in page.text
    page = anna.submit(page.form_to(f"/held/{row['id']}/send"))
    assert page.status == 200 and "Rispondo anch’io." in office.ticket(number)["posts"][-1]["text"]
    form = page.form_to("/take")
    form.action = f"{office.url}/ticket/{number}/held/{row['id']}/drop"
    assert anna.submit(form).status == 409
