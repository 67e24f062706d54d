#include "config.h"
#include "web/office.h"

#include <string.h>

#include "store/db.h"
#include "web/exchange.h"
#include "web/page.h"
#include "web/sentence.h"

/* What is done in one request. */
struct work {
	const struct office_noun *noun;
	const char *verb; /* add, edit or remove; "list" */
	unsigned use;     /* of the fields */
};

/* Refuses with 404 what the table does not have. */
static bool
find_work(struct exchange *x, struct work *work)
{
	const json_t *verb = json_object_get(x->params, "verb");

	work->noun = office_find_noun(json_string_value(json_object_get(x->params, "noun")));
	work->verb = verb != NULL ? json_string_value(verb) : "list";
	work->use = g_str_equal(work->verb, "add") ? OFFICE_ADD : OFFICE_EDIT;
	if (work->noun != NULL && (verb == NULL || office_can(work->noun, work->verb)))
		return true;
	exchange_refuse(x, 404, N_("There is nothing here that you can see."));
	return false;
}

/* The person who asks may be an administrator: the database says. False: answered. */
static bool
begin(struct exchange *x)
{
	g_autoptr(GError) error = NULL;

	if (!exchange_begin(x, &error))
		exchange_fail(x, error);
	else if (!exchange_may(x))
		exchange_ask_sign_in(x);
	else
		return true;
	return false;
}

static json_t *
typed_values(const struct exchange *x)
{
	json_t *typed = json_object_get(x->form->values, "values");

	if (typed == NULL) {
		typed = json_object();
		json_object_set_new(x->form->values, "values", typed);
	}
	return typed;
}

static const char *
key_of(const struct exchange *x)
{
	const char *key = json_string_value(json_object_get(x->form->values, "key"));

	return key != NULL ? key : "";
}

/* What all its pages say of a noun. */
static json_t *
describe(const struct exchange *x, const struct work *work)
{
	enum language language = exchange_language(x);
	json_t *data = json_pack("{s:s, s:s, s:s, s:s, s:s, s:{s:b}, s:{s:b}}", "noun",
	    work->noun->name, "title", message_text(language, work->noun->title), "one",
	    message_text(language, work->noun->one), "key", key_of(x), "verb", work->verb,
	    "here", work->noun->name, true, "is", work->verb, true);

	if (work->noun->intro != NULL)
		json_object_set_new(
		    data, "intro", json_string(message_text(language, work->noun->intro)));
	json_object_set_new(data, "can_add", json_boolean(office_can(work->noun, "add")));
	json_object_set_new(data, "can_remove",
	    json_boolean(office_can(work->noun, "remove") && !g_str_equal(work->verb, "add")));
	return data;
}

static json_t *
show_columns(const struct office_noun *noun, enum language language)
{
	json_t *columns = json_array();

	for (const struct office_column *c = noun->columns; c->name != NULL; c++)
		json_array_append_new(
		    columns, json_pack("{s:s}", "label", message_text(language, c->label)));
	return columns;
}

/* The cells of all rows take the place of the rows. */
static void
show_rows(const struct office_noun *noun, json_t *data, json_t *rows, enum language language)
{
	json_t *shown = json_array();

	for (size_t i = 0; i < json_array_size(rows); i++)
		json_array_append_new(
		    shown, office_show_row(noun, json_array_get(rows, i), language));
	json_object_set_new(data, "columns", show_columns(noun, language));
	json_object_set_new(data, "rows", shown);
}

void
office_list(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	struct work work;
	json_t *result = NULL;

	if (!find_work(x, &work))
		return;
	(void)form_add_encoded(
	    x->form, (const struct field[]){{NULL, 0, 0}}, x->request->query, NULL);
	if (!begin(x))
		return;
	json_t *p = exchange_argument(x);
	const char *sql =
	    work.noun->sql != NULL ? work.noun->sql : "select turno.page_admin($1::jsonb)";
	if (exchange_call(x, sql, p, &result, &error) && exchange_commit(x, &error)) {
		json_t *data = describe(x, &work);

		json_object_update_missing(data, result);
		if (work.noun->sql == NULL)
			show_rows(work.noun, data, json_object_get(result, "rows"),
			    exchange_language(x));
		exchange_render(
		    x, 200, work.noun->page != NULL ? work.noun->page : "office_list", data);
		json_decref(data);
	} else {
		exchange_fail(x, error);
	}
	json_decref(p);
	json_decref(result);
}

/* The row that the key names; without a key (add) an empty one with its initial values. */
static bool
find_row(struct exchange *x, const struct work *work, json_t **ret_row, GError **error)
{
	json_t *result = NULL;

	*ret_row = NULL;
	if (work->use == OFFICE_ADD) {
		*ret_row = json_object();
		for (const struct office_field *f = work->noun->fields; f->name != NULL; f++)
			if (f->initial != NULL)
				json_object_set_new(*ret_row, f->name,
				    f->kind == OFFICE_FLAG ? json_true()
							   : json_string(f->initial));
		return true;
	}
	json_t *p = json_pack(
	    "{s:s, s:{s:s}}", "noun", work->noun->name, "values", work->noun->key, key_of(x));
	bool ok = exchange_call(x, "select turno.page_admin($1::jsonb)", p, &result, error);
	if (ok)
		*ret_row = json_incref(json_object_get(result, "row"));
	json_decref(p);
	json_decref(result);
	return ok;
}

/* What its form chooses from; for who is no administrator there is none. */
static bool
find_lists(struct exchange *x, const struct work *work, json_t **ret_lists, GError **error)
{
	json_t *p = json_pack("{s:o, s:s}", "lists", office_list_names(work->noun), "language",
	    language_tag(exchange_language(x)));
	bool ok =
	    exchange_call(x, "select turno.page_admin_choices($1::jsonb)", p, ret_lists, error);

	json_decref(p);
	return ok;
}

/* Errors of the whole form, and of fields that it does not show, stand above it. */
static void
add_refusal(json_t *data, json_t *errors, const json_t *fields, enum language language)
{
	const char *name = NULL;
	json_t *error = NULL;

	json_object_foreach(errors, name, error)
	{
		bool is_shown = false;

		for (size_t i = 0; i < json_array_size(fields) && !is_shown; i++)
			is_shown = g_strcmp0(json_string_value(json_object_get(
						 json_array_get(fields, i), "name")),
				       name) == 0;
		if (is_shown)
			continue;
		const char *known = message_word(language, "error", json_string_value(error));
		g_autofree char *sentence =
		    known != NULL ? g_strdup(known)
				  : sentence_text(language, json_string_value(error));
		json_object_set_new(data, "refusal", json_string(sentence));
	}
}

/* The form, filled from the row or from what was typed. */
static void
show_form(struct exchange *x, const struct work *work, int status, bool is_typed)
{
	g_autoptr(GError) error = NULL;
	enum language language = exchange_language(x);
	json_t *row = NULL;
	json_t *lists = NULL;

	if (!find_row(x, work, &row, &error) || !find_lists(x, work, &lists, &error)) {
		exchange_fail(x, error);
		json_decref(row);
		return;
	}
	json_t *data = describe(x, work);
	json_t *fields = office_show_fields(work->noun, work->use,
	    is_typed ? typed_values(x) : row, is_typed, x->form->errors, lists, language);
	add_refusal(data, x->form->errors, fields, language);
	json_object_set_new(data, "fields", fields);
	json_object_set(data, "row", row);
	exchange_render(x, status,
	    g_str_equal(work->verb, "remove") ? "office_remove" : "office_form", data);
	json_decref(data);
	json_decref(row);
	json_decref(lists);
}

void
office_ask(struct exchange *x)
{
	static const struct field query_fields[] = {{"key", FIELD_LINE, 2000}, {NULL, 0, 0}};
	struct work work;

	if (!find_work(x, &work))
		return;
	if (!form_add_encoded(x->form, query_fields, x->request->query, NULL))
		exchange_refuse(x, 400, N_("This address is not written as it should be."));
	else if (begin(x))
		show_form(x, &work, 200, false);
}

/* act_admin answered. */
static void
conclude(struct exchange *x, const struct work *work, json_t *result)
{
	g_autoptr(GError) error = NULL;
	static const char *const words[][2] = {
	    {"add", "added"}, {"edit", "changed"}, {"remove", "removed"}};
	g_autofree char *path = g_strconcat("/office/", work->noun->name, NULL);

	if (!json_is_true(json_object_get(result, "ok"))) {
		json_object_update(x->form->errors, json_object_get(result, "errors"));
		if (begin(x))
			show_form(x, work, 422, !g_str_equal(work->verb, "remove"));
		return;
	}
	if (!exchange_commit(x, &error)) {
		exchange_fail(x, error);
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(words[i][0], work->verb))
			exchange_redirect(x, path, words[i][1]);
}

static void
carry_out(struct exchange *x, const struct work *work, json_t *values)
{
	g_autoptr(GError) error = NULL;
	json_t *result = NULL;
	const char *verb = g_str_equal(work->verb, "edit") ? "set" : work->verb;
	json_t *p = json_pack(
	    "{s:s, s:s, s:O}", "noun", work->noun->name, "verb", verb, "values", values);

	json_object_set(p, "form_key", json_object_get(x->form->values, "form_key"));
	if (work->use != OFFICE_ADD)
		json_object_set_new(values, work->noun->key, json_string(key_of(x)));
	if (exchange_call(x, "select turno.act_admin($1::jsonb)", p, &result, &error))
		conclude(x, work, result);
	else
		exchange_fail(x, error);
	json_decref(p);
	json_decref(result);
}

/* Reads the form into x->form by the fields of the noun. False: answered. */
static bool
read_form(struct exchange *x, const struct work *work)
{
	g_autofree struct field *fields =
	    office_form_fields(work->noun, g_str_equal(work->verb, "remove") ? 0 : work->use);
	const struct route *general = x->route;
	struct route own = *general;

	own.fields = fields;
	x->route = &own;
	bool ok = page_read_form(x);
	x->route = general;
	if (ok && x->token != NULL && !exchange_csrf_fits(x, x->form)) {
		exchange_refuse_forged(x);
		return false;
	}
	return ok;
}

void
office_submit(struct exchange *x)
{
	struct work work;

	if (!find_work(x, &work) || !read_form(x, &work) || !begin(x))
		return;
	json_t *values =
	    g_str_equal(work.verb, "remove")
		? json_object()
		: office_take_values(work.noun, work.use, typed_values(x), x->form->errors);
	if (json_object_size(x->form->errors) > 0)
		show_form(x, &work, 422, true);
	else
		carry_out(x, &work, values);
	json_decref(values);
}
