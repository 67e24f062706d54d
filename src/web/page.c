#include "config.h"
#include "web/page.h"

#include <string.h>

#include "base/error.h"
#include "store/db.h"
#include "web/exchange.h"
#include "web/list.h"
#include "web/message.h"
#include "web/sentence.h"
#include "web/upload.h"

static const struct field *
fields_of(const struct exchange *x)
{
	static const struct field none[] = {{NULL, 0, 0}};

	return x->route->fields != NULL ? x->route->fields : none;
}

static bool
read_query(struct exchange *x)
{
	if (form_add_encoded(x->form, fields_of(x), x->request->query, NULL))
		return true;
	exchange_refuse(x, 400, N_("This address is not written as it should be."));
	return false;
}

bool
page_load(struct exchange *x, json_t **ret_argument, json_t **ret_result)
{
	g_autoptr(GError) error = NULL;
	json_t *result = NULL;

	if (!read_query(x) || !exchange_enter(x))
		return false;
	json_t *p = exchange_argument(x);
	json_object_set_new(p, "page", json_true());
	if (x->route->has_list)
		list_add(x, p);
	if (exchange_finish(x, x->route->sql, p, &result, &error)) {
		*ret_argument = p;
		*ret_result = result;
		return true;
	}
	exchange_fail(x, error);
	json_decref(p);
	json_decref(result);
	return false;
}

void
page_show(struct exchange *x)
{
	json_t *p = NULL;
	json_t *result = NULL;

	if (page_load(x, &p, &result)) {
		if (x->route->is_list)
			list_remember(x);
		exchange_render(x, 200, x->route->page, result);
	}
	json_decref(p);
	json_decref(result);
}

/* Reads the form of a POST into x->form, files into uploads of the session. False when the
 * answer is written already. */
static bool
read_form(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Upload) upload = upload_new(x);
	const struct form_files files = {upload, upload_begin, upload_data, upload_end};

	if (form_read_body(x->form, fields_of(x), x->request, x->io,
		x->route->takes_files ? &files : NULL, &error))
		return true;
	if (upload_was_forged(upload))
		exchange_refuse_forged(x);
	else if (error_is(error, ERROR_REJECT) && !upload_has_failed(upload))
		exchange_refuse(x, 400,
		    N_("The form did not arrive as it should. Go back and send it again."));
	else
		exchange_fail(x, error);
	return false;
}

bool
page_read_open_form(struct exchange *x)
{
	if (x->request->is_same_origin)
		return read_form(x);
	exchange_refuse_forged(x);
	return false;
}

bool
page_read_form(struct exchange *x)
{
	if (!read_form(x))
		return false;
	if (x->token == NULL || exchange_csrf_fits(x, x->form))
		return true;
	exchange_refuse_forged(x);
	return false;
}

/* Which of the form's files wait for it, for the page that shows it again. */
static bool
add_uploads(struct exchange *x, json_t *data, GError **error)
{
	json_t *list = NULL;
	json_t *ids = json_object_get(x->form->values, "uploads");

	if (!json_is_array(ids))
		return true;
	if (!exchange_call(x, "select turno.upload_list($1::jsonb)", ids, &list, error))
		return false;
	json_object_set_new(data, "uploads", list);
	return true;
}

/* What was typed, for the SQL call that fills the page: never a password. */
static json_t *
typed_values(const struct exchange *x)
{
	json_t *values = json_deep_copy(x->form->values);

	for (const struct field *field = fields_of(x); field->name != NULL; field++) {
		g_auto(GStrv) steps = g_strsplit(field->name, ".", 2);

		if (field->kind == FIELD_SECRET && steps[1] == NULL)
			json_object_del(values, steps[0]);
		else if (field->kind == FIELD_SECRET)
			json_object_del(json_object_get(values, steps[0]), steps[1]);
	}
	return values;
}

void
page_show_again(
    struct exchange *x, int status, const char *page, const char *sql, const char *refusal)
{
	g_autoptr(GError) error = NULL;
	json_t *data = NULL;

	if (!exchange_begin(x, &error)) {
		exchange_fail(x, error);
		return;
	}
	json_t *p = json_deep_copy(x->params);
	json_object_set_new(p, "page", json_true());
	json_object_set_new(p, "language", json_string(language_tag(exchange_language(x))));
	json_object_set_new(p, "values", typed_values(x));
	if (x->route->has_list)
		list_add(x, p);
	json_object_set(p, "errors", x->form->errors);
	if (exchange_call(x, sql, p, &data, &error) && add_uploads(x, data, &error)) {
		json_object_set_new(data, "is_again", json_true());
		json_object_set(data, "values", x->form->values);
		json_object_set(data, "errors", x->form->errors);
		if (refusal != NULL) {
			g_autofree char *said = sentence_text(exchange_language(x), refusal);

			json_object_set_new(data, "refusal", json_string(said));
		}
		exchange_render(x, status, page, data);
	} else {
		exchange_fail(x, error);
	}
	json_decref(p);
	json_decref(data);
}

/* The function answered {ok: …}: onwards, or the form again. */
static void
conclude(struct exchange *x, json_t *result)
{
	g_autoptr(GError) error = NULL;

	if (!json_is_true(json_object_get(result, "ok"))) {
		json_object_update(x->form->errors, json_object_get(result, "errors"));
		page_show_again(x, 422, x->route->page, x->route->page_sql, NULL);
		return;
	}
	if (!exchange_commit(x, &error)) {
		exchange_fail(x, error);
		return;
	}
	json_object_update_missing(x->params, result);
	bool is_gone = x->route->gone != NULL && json_is_false(json_object_get(result, "seen"));
	g_autofree char *path =
	    route_path(is_gone ? x->route->gone : x->route->done, x->params);
	exchange_redirect(x, path, json_string_value(json_object_get(result, "done")));
}

void
page_refuse(struct exchange *x, const GError *error)
{
	g_autofree char *refusal = g_strdup(db_refusal(*x->db));
	bool is_missing = g_strcmp0(db_sqlstate(*x->db), "TU002") == 0;

	if (refusal != NULL && !is_missing)
		page_show_again(x, 409, x->route->page, x->route->page_sql, refusal);
	else
		exchange_fail(x, error);
}

static void
carry_out(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	json_t *result = NULL;
	json_t *p = exchange_argument(x);

	if (exchange_call(x, x->route->sql, p, &result, &error))
		conclude(x, result);
	else
		page_refuse(x, error);
	json_decref(p);
	json_decref(result);
}

bool
page_admit(struct exchange *x)
{
	if (!page_read_form(x) || !exchange_enter(x))
		return false;
	if (json_object_size(x->form->errors) == 0)
		return true;
	page_show_again(x, 422, x->route->page, x->route->page_sql, NULL);
	return false;
}

void
page_submit(struct exchange *x)
{
	if (page_admit(x))
		carry_out(x);
}
