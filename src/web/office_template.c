/* office_template: the words of the mails that turno sends: shown, checked, seen as they will
 * look, kept. The database keeps the office's own; those that turno brings are compiled in, and
 * compose makes the preview as it will make the mail. */
#include "config.h"

#include <string.h>

#include "base/conf.h"
#include "compose/compose.h"
#include "compose/template.h"
#include "web/exchange.h"
#include "web/office.h"
#include "web/page.h"
#include "web/route/limit.h"
#include "web/sentence.h"

static const struct field template_fields[] = {{"language", FIELD_WORD, 2},
    {"status", FIELD_LINE, 200}, {"subject", FIELD_LINE, 2000},
    {"body", FIELD_TEXT, TEXT_BYTES}, {"preview", FIELD_FLAG, 1}, {"reset", FIELD_FLAG, 1},
    FIELD_END};

/* What names the template, for the database: name, language, status where it has one. */
static json_t *
make_key(const struct exchange *x)
{
	json_t *key = json_object();

	json_object_set(key, "name", json_object_get(x->params, "name"));
	if (*form_text(x->form, "language") != '\0')
		json_object_set_new(
		    key, "language", json_string(form_text(x->form, "language")));
	if (*form_text(x->form, "status") != '\0')
		json_object_set_new(key, "status", json_string(form_text(x->form, "status")));
	return key;
}

/* Subject and body of a row: the office's own, else those compiled in. */
static bool
add_words(struct exchange *x, json_t *row, GError **error)
{
	g_autofree char *where = NULL;

	if (json_is_true(json_object_get(row, "is_own")))
		return true;
	g_autofree char *name =
	    g_strjoin("/", json_string_value(json_object_get(row, "language")),
		json_string_value(json_object_get(row, "kind")), NULL);
	g_autofree char *text = template_find_text(x->conf->template_dir, name, &where, error);
	if (text == NULL)
		return false;
	char *body = strchr(text, '\n');
	const char *subject =
	    g_str_has_prefix(text, "Subject: ") ? text + strlen("Subject: ") : text;
	if (body != NULL)
		*body++ = '\0';
	json_object_set_new(row, "subject", json_string(subject));
	json_object_set_new(row, "body", json_string(body != NULL ? body : ""));
	return true;
}

static bool
find_row(struct exchange *x, json_t **ret_row, GError **error)
{
	json_t *result = NULL;
	json_t *p = json_pack("{s:s, s:o}", "noun", "template", "values", make_key(x));
	bool ok = exchange_call(x, "select turno.page_admin($1::jsonb)", p, &result, error);

	if (ok) {
		*ret_row = json_incref(json_object_get(result, "row"));
		ok = add_words(x, *ret_row, error);
	}
	json_decref(p);
	json_decref(result);
	return ok;
}

/* The sentence for a field stands beside it. */
static void
add_error(struct exchange *x, json_t *data, const char *name, const char *member)
{
	const char *error = json_string_value(json_object_get(x->form->errors, name));

	if (error == NULL)
		return;
	const char *known = message_word(exchange_language(x), "error", error);
	g_autofree char *sentence =
	    known != NULL ? g_strdup(known) : sentence_text(exchange_language(x), error);
	json_object_set_new(data, member, json_string(sentence));
	json_object_del(x->form->errors, name);
}

/* The form, with the words of the row or as typed; preview may be NULL. */
static void
show(struct exchange *x, int status, bool is_typed, json_t *preview)
{
	g_autoptr(GError) error = NULL;
	json_t *row = NULL;

	if (!find_row(x, &row, &error)) {
		exchange_fail(x, error);
		json_decref(row);
		return;
	}
	json_t *data = json_pack("{s:{s:b}, s:O}", "here", "template", true, "placeholders",
	    json_object_get(row, "fields"));
	json_object_set_new(data, "subject_text",
	    json_string(is_typed ? form_text(x->form, "subject")
				 : json_string_value(json_object_get(row, "subject"))));
	json_object_set_new(data, "body_text",
	    json_string(is_typed ? form_text(x->form, "body")
				 : json_string_value(json_object_get(row, "body"))));
	json_object_del(row, "subject");
	json_object_del(row, "body");
	json_object_del(row, "fields");
	json_object_update(data, row);
	add_error(x, data, "subject", "error_subject");
	add_error(x, data, "body", "error_body");
	office_add_refusal(data, x->form->errors, NULL, exchange_language(x));
	if (preview != NULL)
		json_object_set(data, "preview", preview);
	exchange_render(x, status, "office_template_form", data);
	json_decref(data);
	json_decref(row);
}

void
office_template_ask(struct exchange *x)
{
	if (!form_add_encoded(x->form, template_fields, x->request->query, NULL))
		exchange_refuse(x, 400, N_("This address is not written as it should be."));
	else if (exchange_enter(x))
		show(x, 200, false, NULL);
}

/* Subject and text of the mail as people would read them. */
static json_t *
compose_preview(struct exchange *x, const json_t *envelope, GError **error)
{
	g_autofree char *subject = NULL;
	g_autofree char *body = NULL;
	g_autoptr(Compose) compose =
	    compose_new(x->conf->web_base_url, x->conf->template_dir, error);

	if (compose == NULL || !compose_text(compose, envelope, &subject, &body, error))
		return NULL;
	return json_pack("{s:s, s:s}", "subject", subject, "body", body);
}

static void
show_preview(struct exchange *x, json_t *values)
{
	g_autoptr(GError) error = NULL;
	json_t *result = NULL;
	json_t *preview = NULL;

	if (!exchange_call(
		x, "select turno.page_template_preview($1::jsonb)", values, &result, &error)) {
		exchange_fail(x, error);
		return;
	}
	if (!json_is_true(json_object_get(result, "ok"))) {
		json_object_update(x->form->errors, json_object_get(result, "errors"));
		show(x, 422, true, NULL);
	} else {
		preview = compose_preview(x, json_object_get(result, "mail"), &error);
		if (preview != NULL)
			show(x, 200, true, preview);
		else
			exchange_fail(x, error);
	}
	json_decref(preview);
	json_decref(result);
}

static void
change(struct exchange *x, const char *verb, json_t *values)
{
	if (!office_change(x, "template", verb, values, "/office/template"))
		show(x, 422, true, NULL);
}

void
office_template_submit(struct exchange *x)
{
	if (!office_read_form(x, template_fields) || !exchange_enter(x))
		return;
	json_t *values = make_key(x);
	if (json_is_true(json_object_get(x->form->values, "reset"))) {
		change(x, "remove", values);
	} else {
		json_object_set_new(
		    values, "subject", json_string(form_text(x->form, "subject")));
		json_object_set_new(values, "body", json_string(form_text(x->form, "body")));
		if (json_object_size(x->form->errors) > 0)
			show(x, 422, true, NULL);
		else if (json_is_true(json_object_get(x->form->values, "preview")))
			show_preview(x, values);
		else
			change(x, "set", values);
	}
	json_decref(values);
}
