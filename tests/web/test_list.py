"""The ticket list and the search as an operator uses them: by links and forms alone."""
import html
import re
import urllib.parse

import pytest

ROW = re.compile(r'<td class="n">(\d+)</td>')


def numbers(page):
    assert page.status == 200, page.text
    return [int(number) for number in ROW.findall(page.html)]


def links(page, pattern):
    """Addresses of a page's links that match, as a browser reads them."""
    return [link for link in map(html.unescape, re.findall(r'<a[^>]* href="([^"]*)"', page.html)) if re.search(pattern, link)]


def chips(page):
    """What the removable filters say."""
    found = re.findall(r'class="chip"[^>]*><span class="sr">[^<]*</span>(.*?) <span aria-hidden', page.html)
    return [html.unescape(re.sub("<[^>]*>", "", chip)) for chip in found]


@pytest.fixture(scope="module")
def category(office):
    """A category of 31 tickets, one of them of its own sub-category, that only its clerk and anna see."""
    name = office.word()
    office.turno("category", "add", name)
    office.turno("category", "add", f"{name} › Sotto")
    number = office.open_ticket()["number"]
    office.stack.postgres.query(
        "insert into turno.ticket (reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, channel, subject, updated_at, waiting_since)"
        f" select '{name}-' || n, t.customer_id, t.contact_id, (select id from turno.category where path = '{name}' || case n when 31 then ' › Sotto' else '' end),"
        " case when n > 28 then 'advanced' else 'base' end, 'operator', (select id from turno.status where turn = 'operator' and is_default), t.priority_id, 'web',"
        " case n when 20 then 'a & b=c #d é% oggetto ' else chr(122 - n % 26) || ' oggetto & co ' || n end, now() - n * interval '1 minute', now() - n * interval '1 minute'"
        f" from turno.ticket t, generate_series(1, 31) n where t.id = {number} order by n")
    office.turno("operator", "set", "anna", "--category", name, "--level", "advanced", "--below")
    yield name
    office.stack.postgres.query(f"delete from turno.ticket where reference like '{name}-%'")


@pytest.fixture(scope="module")
def login(office, category):
    """An operator at the base level there, who has nothing else: 28 tickets."""
    login = office.operator("Chi filtra")
    office.turno("operator", "set", login, "--category", category, "--level", "base", "--below")
    return login


@pytest.fixture
def browser(office, login):
    """His browser, without any filter kept."""
    office.stack.postgres.query(f"delete from turno.saved_filter where operator_id = (select id from turno.operator where login = '{login}')")
    return office.sign_in(login)


def ids(office, category):
    return dict(office.stack.postgres.query(f"select path, id from turno.category where path like '{category}%'"))


def test_r26_next_and_previous_pages_are_the_whole_list(office, browser):
    first = browser.get(f"{office.url}/ticket?tab=open")
    assert len(numbers(first)) == 25 and not links(first, "before=")
    second = browser.get(links(first, "after=")[0])
    assert len(numbers(second)) == 3
    assert len(set(numbers(first) + numbers(second))) == 28
    assert numbers(browser.get(links(second, "before=")[0])) == numbers(first)
    assert numbers(browser.get(links(second, r"/ticket\?tab=open$")[-1])) == numbers(first)


def test_r26_a_place_with_any_letters_is_kept_in_the_address(office, browser):
    page = browser.get(f"{office.url}/ticket?tab=all&sort=subject&direction=asc")
    seen = numbers(page)
    while links(page, "after=") and len(seen) < 100:
        page = browser.get(links(page, "after=")[-1])
        seen += numbers(page)
    assert len(seen) == len(set(seen)) == 28


def test_r26_every_column_sorts_and_says_so(office, browser):
    page = browser.get(f"{office.url}/ticket?tab=open")
    assert re.findall('aria-sort="([a-z]*)"', page.html) == ["descending"]
    columns = re.findall(r"sort=([a-z]+)", " ".join(re.findall(r"<th[^>]*><a[^>]*>", page.html)))
    assert columns == ["number", "contact", "subject", "category", "turn", "level", "waiting", "updated"]
    page = browser.get(links(page, "sort=subject")[0])
    assert re.search(r'<th[^>]* aria-sort="ascending"><a[^>]*>(Oggetto|Subject)', page.html)
    up = numbers(page)
    assert numbers(browser.get(links(page, "sort=subject&direction=desc")[0])) != up
    page = browser.submit(page.form("sort", "direction"), sort="opened", direction="asc")
    assert page.status == 200 and "sort=opened" in page.url and len(numbers(page)) == 25


def test_r26_a_filter_in_the_address_narrows_is_shown_and_removable(office, browser, category):
    below = ids(office, category)[f"{category} › Sotto"]
    page = browser.get(f"{office.url}/ticket?tab=all&filters.category={below}&filters.level=advanced")
    assert numbers(page) == []  # R9: at his level there is nothing
    assert sorted(chips(page)) == [f"Categoria: {category} › Sotto", "Livello: Avanzato"]
    removal = links(page, r"^[^?]*\?tab=all&filters\.category=\d+$")
    assert len(numbers(browser.get(removal[0]))) == 0
    page = browser.get(f"{office.url}/ticket?tab=all&filters.text=oggetto&filters.updated_from=2020-01-01&filters.nonsense=1&filters.category=x")
    assert "Ultimo messaggio dal: 01/01/2020" in chips(page) and len(chips(page)) == 2


def test_r26_the_panel_keeps_a_filter_over_sign_ins_until_it_is_removed(office, browser, login, category):
    chosen = ids(office, category)[category]
    page = browser.get(f"{office.url}/ticket?tab=open")
    page = browser.submit(page.form("filters.text", "contact"), **{"filters.category": chosen, "filters.priority": None, "filters.level": "base"})
    assert "tab=open" in page.url and "done=filter_kept" in page.url
    assert sorted(chips(page)) == [f"Categoria: {category}", "Livello: Base"]
    other = office.sign_in(login)
    page = other.get(f"{office.url}/ticket?tab=all")
    assert len(chips(page)) == 2
    assert chips(other.get(f"{office.url}/ticket?tab=all&filters.text=")) == []  # for once
    page = other.get(f"{office.url}/ticket?tab=all")
    page = other.submit(page.form_to("/filter/remove", key="level"))
    assert chips(page) == [f"Categoria: {category}"]
    page = other.submit([form for form in page.forms if form.action.endswith("/filter/remove") and "key" not in form.names and "from" not in form.names][0])
    assert chips(page) == [] and chips(browser.get(f"{office.url}/ticket")) == []


def test_r26_r32_drafts_and_what_waits_for_long(office, browser):
    page = browser.get(f"{office.url}/ticket?tab=open&filters.text=")
    form = page.form("filters.text", "contact")
    assert form.fields["filters.draft"] == form.fields["filters.waiting"] == ""
    page = browser.submit(form, **{"filters.draft": "none", "filters.waiting": "9000"})
    assert chips(page) == ["Bozze: Escluse", "In attesa da più di (giorni): 9000"] and "Nessun ticket" in page.text
    form = page.form("filters.text", "contact")
    assert (form.fields["filters.draft"], form.fields["filters.waiting"]) == ("none", "9000")
    page = browser.submit(form, **{"filters.draft": "x", "filters.waiting": "-3"})
    assert chips(page) == [] and "done=filter_removed" in page.url  # what is not known narrows nothing


def test_r26_an_empty_panel_ends_the_filter(office, browser):
    page = browser.get(f"{office.url}/ticket")
    page = browser.submit(page.form("filters.text", "contact"), **{"filters.text": "oggetto"})
    assert len(chips(page)) == 1
    page = browser.submit(page.form("filters.text", "contact"), **{"filters.text": "", "filters.category": "", "filters.assignee": "", "filters.opened_by": ""})
    assert chips(page) == [] and "done=filter_removed" in page.url


def test_r26_a_contact_is_found_by_name_or_told_beside_the_field(office, browser):
    page = browser.get(f"{office.url}/ticket?tab=open")
    page = browser.submit(page.form("filters.text", "contact"), contact="nobody-of-that-name", **{"filters.text": "oggetto"})
    assert page.status == 422 and 'id="f-contact-error"' in page.html
    form = page.form("filters.text", "contact")
    assert (form.fields["contact"], form.fields["filters.text"]) == ("nobody-of-that-name", "oggetto")  # what was typed is kept
    page = browser.submit(form, contact="Rossi", **{"filters.text": ""})
    assert page.status == 200 and any("Mario Rossi" in chip for chip in chips(page))


def test_r26_filters_are_saved_by_name_used_and_removed(office, browser, login):
    page = browser.get(f"{office.url}/ticket?tab=all&filters.level=base&filters.text=oggetto")
    name = 'Mie & "sue" <b>'
    page = browser.submit([form for form in page.forms if "name" in form.names and "filters.level" in form.names][0], name=name)
    assert page.status == 200 and "done=filter_named" in page.url and name in html.unescape(page.html) and chips(page) == []
    page = browser.submit([form for form in page.forms if "from" in form.names][0], **{"from": name})
    assert sorted(chips(page)) == ["Livello: Base", "Parole contenute: oggetto"]
    use = [form for form in page.forms if "from" in form.names][0]
    assert browser.submit(use, **{"from": "another"}).status == 409
    stranger = office.sign_in("marco")
    other = stranger.get(f"{office.url}/ticket")
    assert name not in html.unescape(other.html)
    use.fields["csrf"] = other.form("csrf").fields["csrf"]
    assert stranger.submit(use, **{"from": name}).status == 409  # nobody takes another's
    page = browser.get(f"{office.url}/ticket")
    use = [form for form in page.forms if "from" in form.names][0]
    use.action = use.action + "/remove"
    page = browser.submit(use, name=name)
    assert page.status == 200 and name not in html.unescape(page.html) and chips(page) != []
    assert browser.submit(page.form("filters.text", "contact"), name="x" * 61).status == 422


def test_filters_need_the_form_of_the_session(office, browser):
    page = browser.get(f"{office.url}/ticket")
    form = page.form("filters.text", "contact")
    assert browser.submit(form, csrf="A" * 43, **{"filters.text": "x"}).status == 403
    form.action = form.action + "/remove"
    assert browser.submit(form, csrf="A" * 43).status == 403
    form.fields["csrf"] = browser.get(f"{office.url}/ticket").form("csrf").fields["csrf"]
    assert browser.submit(form).status == 409  # there is none to remove
    contact = office.enter(office.link(office.told(*_acknowledged(office))))
    contact.get(f"{office.url}/ticket")
    assert "/login" in contact.page.url


def _acknowledged(office):
    ticket = office.open_ticket()
    return ticket["number"], "acknowledgement", ticket["sender"]


def test_r9_only_categories_of_his_own_are_offered(office, browser, category):
    offered = re.search(r'<select name="filters.category".*?</select>', browser.get(f"{office.url}/ticket").html, re.S).group()
    assert re.findall(r"<option[^>]*>([^<]*)</option>", offered)[1:] == [category, f"{category} › Sotto"]


def test_r26_tabs_count_what_the_filter_leaves(office, browser):
    page = browser.get(f"{office.url}/ticket?tab=all&filters.text=oggetto")
    assert re.findall(r"<span>(\d+\+?)</span></a>", page.html) == ["28", "28", "0", "0", "28"]


def test_r26_search_shows_where_the_words_stand(office):
    word = office.word()
    seen = office.open_ticket(f"730 {word}", text=f"Buongiorno, la parola è {word} & <b>altro</b>.\n")
    browser = office.sign_in("marco")
    page = browser.get(f"{office.url}/ticket")
    page = browser.submit(page.form_to("/search"), q=word)
    assert f"#{seen['number']} " in page.text and f"<mark>{word}</mark>" in page.html and "<b>altro" not in page.html
    page = browser.get(f"{office.url}/search?q=%23{seen['number']}")
    assert f"/ticket/{seen['number']}" in page.html and "proprio questo" in page.text
    other = office.sign_in("riccardo")
    office.turno("ticket", "show", seen["number"])
    page = browser.get(f"{office.url}/search?q={urllib.parse.quote('nothing of the kind ' + word[::-1])}")
    assert page.status == 200 and "<mark>" not in page.html
    assert other.get(f"{office.url}/search?q=").status == 200


def test_r9_search_finds_only_what_he_sees(office, browser):
    word = office.word()
    seen = office.open_ticket(f"730 {word}", text=f"{word}\n")
    assert f"#{seen['number']} " in office.sign_in("marco").get(f"{office.url}/search?q={word}").text
    page = browser.get(f"{office.url}/search?q={word}")
    assert page.status == 200 and f"#{seen['number']} " not in page.text


def quick(page):
    """The list beside a ticket: [number, …], the current one, and the addresses of those before and after it."""
    found = re.search(r'<nav class="quick".*?</nav>', page.html, re.S)
    if not found:
        return None
    text = found.group()
    return ([int(number) for number in re.findall(r'<li[^>]*><a href="[^"]*/ticket/(\d+)"', text)], re.findall(r'/ticket/(\d+)" aria-current="page"', text),
            {rel: int(number) for rel, number in re.findall(r'rel="(prev|next)" href="[^"]*/ticket/(\d+)"', text)})


def test_the_list_stands_beside_the_ticket_whatever_is_done_there(office, browser):
    first = browser.get(f"{office.url}/ticket?tab=open&filters.text=oggetto&sort=subject&direction=asc")
    listed = numbers(first)
    page = browser.get(f"{office.url}/ticket/{listed[3]}")
    assert quick(page) == (listed, [str(listed[3])], {"prev": listed[2], "next": listed[4]})
    page = browser.submit(page.form("text", "pass_turn"), text="Ecco la risposta.") if any("pass_turn" in form.names for form in page.forms) else \
        browser.get(f"{office.url}/ticket/{listed[3]}?tool=reply")
    assert quick(page)[0] == listed
    assert links(page, r"/ticket\?tab=open&filters\.text=oggetto&sort=subject&direction=asc$")
    browser.get(f"{office.url}/ticket?tab=open&sort=number")
    assert quick(browser.get(f"{office.url}/ticket/{listed[3]}"))[0] != listed


def test_r9_the_list_beside_a_ticket_is_of_who_looks_and_ends_with_his_session(office, browser):
    office.open_ticket(f"730 {office.word()}")
    other = office.sign_in("marco")
    assert quick(other.get(f"{office.url}/ticket/{numbers(other.get(f'{office.url}/ticket?tab=all'))[0]}"))
    own = numbers(browser.get(f"{office.url}/ticket?tab=all"))
    assert not set(own) & set(numbers(other.get(f"{office.url}/ticket?tab=all")))
    assert [cookie.name for cookie in browser.cookies if cookie.name.endswith("-list")] == ["__Host-turno-list"]
    page = browser.get(f"{office.url}/ticket/{own[0]}")
    browser.submit(page.form_to("/logout"))
    assert [cookie.name for cookie in browser.cookies if cookie.name.endswith("-list")] == []


@pytest.mark.parametrize("query", ["tab=%zz", "filters.category=%00", "sort=a;b", "x" * 3000, "after=%ff&filters.text=%e0%a4", "filters.text=" + "%F0%9F%98%80" * 40, "filters=1&list=2"])
def test_no_address_of_the_list_breaks_the_ticket_after_it(office, browser, query):
    number = numbers(browser.get(f"{office.url}/ticket?tab=all"))[0]
    assert browser.get(f"{office.url}/ticket?{query}").status in (200, 400)
    assert browser.get(f"{office.url}/ticket/{number}").status == 200
