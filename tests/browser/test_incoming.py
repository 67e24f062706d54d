"""A mail that waits becomes a ticket and its sender hears nothing of it."""
from lib.office import SUPPORT


def test_r31_a_ticket_is_made_of_a_mail_and_no_mail_goes_out(office, world, people, words):
    name = f"Una {office.word()}"
    sender, first, second = f"{office.word()}@demo.example", f"730 {office.word()}", f"730 {office.word()}"
    row = office.deliver(f"{name} <{sender}>", SUPPORT, first, "Quanto costa il 730?\n")
    assert row["outcome"] == "triage", office.explain(row)

    admin = people["admin"].get("/ticket")
    waiting = int(admin.find('header a[href$="/mail"] .badge').text)
    admin.click('header a[href$="/mail"]').click_text("table.post-list a", first)
    assert sender in admin.text and words.unknown in admin.find("aside").text.lower()
    assert not admin.find('form.open [name="tell"]').is_selected()
    admin.choose("form.open", "category", "CAF › 730").click('form.open > button:not(.sr)[value="open"]')
    assert admin.route.startswith("/ticket/"), admin.text
    number = int(admin.route.split("?")[0].rpartition("/")[2])
    assert "Quanto costa il 730?" in admin.find(".tl").text and admin.find(".bar .badge").text == words.ours
    assert int(admin.find('header a[href$="/mail"] .badge').text) == waiting - 1

    # The next mail of the same sender is of a contact: its acknowledgement arrives, and it is the only mail that he gets.
    later = office.open_ticket(second, sender=sender)
    told = office.told(later["number"], "acknowledgement", sender)
    assert office.outbox(number) == [] and [mail["Message-ID"] for mail in office.mails_of(sender)] == [told["Message-ID"]]
    contact = people["base"].get("/ticket?tab=all").text
    assert first in contact and second in contact
