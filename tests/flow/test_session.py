"""Sessions that alternate on one FastCGI process see their own tickets and nothing else."""


def listed(browser, office, number):
    """Whether the operator's list of all tickets shows this one."""
    page = browser.get(f"{office.url}/ticket?tab=all")
    assert page.status == 200, page.text
    return f'/ticket/{number}"' in page.html


def check_everyone_sees_his_own(office, people, nobody, tickets):
    for login, browser in people.items():
        for number, viewers in tickets.items():
            status = browser.get(f"{office.url}/ticket/{number}").status
            assert status == (200 if login in viewers else 404), (login, number)
            assert listed(browser, office, number) == (login in viewers), (login, number)
            page = nobody.get(f"{office.url}/ticket/{number}")
            assert "/login" in page.url and page.form("login", "password") and "alternato" not in page.text


def test_r9_interleaved_sessions_see_their_own(office):
    tickets = {
        office.open_ticket(f"730 alternato {office.word()}")["number"]: {"anna", "marco", "riccardo"},
        office.open_ticket(f"Altro alternato {office.word()}")["number"]: {"anna"},
    }
    people = {login: office.sign_in(login) for login in ("anna", "marco", "riccardo")}
    nobody = office.browser()
    check_everyone_sees_his_own(office, people, nobody, tickets)
    refused = people["marco"].get(f"{office.url}/ticket/{'9' * 30}")
    assert 400 <= refused.status < 500
    wrong = office.reply_box(people["anna"], next(iter(tickets)))
    assert 400 <= people["anna"].submit(wrong, csrf="x" * 43, text="Falso.").status < 500
    check_everyone_sees_his_own(office, people, nobody, tickets)
    page = people["riccardo"].get(f"{office.url}/ticket")
    people["riccardo"].submit(page.form_to("/logout"))
    assert "/login" in people["riccardo"].get(f"{office.url}/ticket").url
    del people["riccardo"]
    check_everyone_sees_his_own(office, people, nobody, tickets)


def test_r24_link_of_one_ticket_opens_no_other(office):
    first, second = office.open_ticket(), office.open_ticket()
    browser = office.enter(office.link(office.told(first["number"], "acknowledgement", first["sender"])))
    assert browser.get(f"{office.url}/t/{first['number']}").status == 200
    assert browser.get(f"{office.url}/t/{second['number']}").status == 404
    assert "/login" in browser.get(f"{office.url}/ticket/{first['number']}").url


def test_m33_changed_link_enters_nowhere(office):
    ticket = office.open_ticket()
    link = office.link(office.told(ticket["number"], "acknowledgement", ticket["sender"]))
    changed = link[:-1] + ("A" if link[-1] != "A" else "B")
    browser = office.browser()
    page = browser.get(changed)
    if page.forms:
        page = browser.submit(page.forms[0])
    assert "ho una domanda" not in page.text
    assert browser.get(f"{office.url}/t/{ticket['number']}").status == 403
