"""Models of practices, as administrators set them up on the web (R37)."""
import re


def test_r4_models_are_for_administrators(office):
    for path in ("/model", "/model/new"):
        assert office.desk("anna").get(office.url + path).status == 200
        assert office.desk("marco").get(office.url + path).status == 404
    assert office.desk("anna").get(office.url + "/model/99999999").status == 404


def test_r37_a_model_is_made_changed_used_and_removed(office):
    browser, name = office.desk("anna"), "Modello " + office.word()
    page = browser.get(office.url + "/model/new")
    category = re.search(r'name="categories" value="(\d+)"> CAF › ISEE', page.html).group(1)
    fields = {"name": name, "due_days": "15", "documents": "Attestazione\n\nDSU", "checks": "Patrimonio\n", "categories": category,
              "fields.f1_label_it": "Numero componenti", "fields.f1_type": "number", "fields.f1_required": "1",
              "fields.f2_label_it": "Casa", "fields.f2_type": "choice", "instructions": "Portare i documenti."}
    page = browser.submit(page.form("name", "checks"), **{**fields, "name": ""})
    assert page.status == 422 and "name-error" in page.html and 'id="f2-error"' in page.html and 'value="Numero componenti"' in page.html
    form = page.form("name", "checks")
    page = browser.submit(form, **{**fields, "fields.f2_choices": "propria, in affitto"})
    assert page.status == 200 and page.url.endswith("/model?done=model_added") and name in page.text and "Attestazione" in page.text
    shown = next(row for row in office.turno("model", "list") if row["name"] == name)
    assert (shown["due_days"], shown["documents"], shown["checks"], shown["categories"]) == (15, ["Attestazione", "DSU"], ["Patrimonio"], ["CAF › ISEE"])
    assert [(f["name"], f["type"], f["is_required"], f["choices"]) for f in shown["fields"]] == [
        ("numero_componenti", "number", True, []), ("casa", "choice", False, ["propria", "in affitto"])]
    page = browser.get(office.url + f"/model/{shown['id']}")
    page = browser.submit(page.form("name", "checks"), **{"name": name + " bis", "fields.f1_label_it": "Componenti", "fields.f2_label_it": "", "fields.f2_label_en": "",
                                                          "fields.f3_label_en": "Notes", "is_active": None})
    assert page.status == 200 and "done=described" in page.url
    shown = office.turno("model", "show", name + " bis")
    assert [(f["name"], f["label_it"]) for f in shown["fields"]] == [("numero_componenti", "Componenti"), ("notes", "Notes")] and not shown["is_active"]
    other = browser.get(office.url + "/model/new")
    other = browser.submit(other.form("name", "checks"), name=name + " BIS")
    assert other.status == 422 and "name-error" in other.html
    page = browser.get(office.url + f"/model/{shown['id']}")
    assert browser.submit(page.form_to("/remove"), csrf="x" * 43).status == 403
    browser.get(office.url + f"/model/{shown['id']}")
    assert browser.submit(page.form_to("/remove")).url.endswith("/model?done=removed")


def test_r13_a_model_in_use_stays(office):
    browser, name = office.desk("anna"), "Modello " + office.word()
    model = office.turno("model", "add", name, "--category", "Immigrazione")
    ticket = office.open_ticket(f"Uso {office.word()}")
    office.turno("practice", "add", "--ticket", ticket["number"], "--model", name)
    page = browser.get(office.url + f"/model/{model['id']}")
    page = browser.submit(page.form_to("/remove"))
    assert page.status == 409 and "1 pratica" in page.text and 'role="alert"' in page.html
    office.turno("model", "set", name, "--no-active")
