#include "config.h"
#include "web/office.h"

#include <string.h>

#include "base/conf.h"
#include "base/secret.h"
#include "store/db.h"
#include "store/json.h"
#include "web/exchange.h"
#include "web/office_secret.h"
#include "web/page.h"
#include "web/sentence.h"

/* What is done in one request. */
struct work {
	const struct office_noun *noun;
	const char *verb; /* of the table below, or list */
	unsigned use;     /* of the fields that its form has; 0: none */
	const char *act;  /* verb of act_admin, NULL none */
	const char *done; /* word said afterwards */
};

/* try shows the form again, with what an automation would have done; more, with more empty
 * rows. */
static const struct {
	const char *verb;
	unsigned use;
	const char *act, *done;
} verbs[] = {
    {"list", 0, NULL, NULL},
    {"add", OFFICE_ADD, "add", "row_added"},
    {"edit", OFFICE_EDIT, "set", "row_changed"},
    {"remove", OFFICE_REMOVE, "remove", "removed"},
    {"password", OFFICE_PASS, "set", "row_changed"},
    {"server", OFFICE_SERVER, "server", "row_changed"},
    {"sending", OFFICE_SENDING, "sending", "row_changed"},
    {"merge", OFFICE_MERGE, "merge", "row_merged"},
    {"test", 0, "test", "tested"},
    {"try", OFFICE_EDIT, "try", NULL},
    {"more", OFFICE_EDIT, NULL, NULL},
};

static bool
is_verb(const struct work *work, const char *verb)
{
	return g_str_equal(work->verb, verb);
}

/* Those that show the form again, or a part of it is sent: there is no page of theirs to ask
 * for. */
static bool
is_answer_only(const struct work *work)
{
	return is_verb(work, "try") || is_verb(work, "more") || is_verb(work, "test");
}

/* Refuses with 404 what the table does not have. */
static bool
find_work(struct exchange *x, struct work *work)
{
	const char *verb = json_string_value(json_object_get(x->params, "verb"));

	*work = (struct work){
	    .noun = office_find_noun(json_string_value(json_object_get(x->params, "noun")))};
	for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++) {
		if (!g_str_equal(verbs[i].verb, verb != NULL ? verb : "list"))
			continue;
		work->verb = verbs[i].verb;
		work->use = verbs[i].use;
		work->act = verbs[i].act;
		work->done = verbs[i].done;
	}
	if (work->noun != NULL && work->verb != NULL &&
	    (verb == NULL || office_can(work->noun, work->verb))) {
		if (work->use == OFFICE_ADD && work->noun->act_add != NULL)
			work->act = work->noun->act_add;
		if (work->use == OFFICE_REMOVE && work->noun->act_remove != NULL)
			work->act = work->noun->act_remove;
		return true;
	}
	exchange_refuse(x, 404, N_("There is nothing here that you can see."));
	return false;
}

json_t *
office_typed(const struct exchange *x)
{
	json_t *typed = json_object_get(x->form->values, "values");

	if (typed == NULL) {
		typed = json_object();
		json_object_set_new(x->form->values, "values", typed);
	}
	return typed;
}

/* What all its pages say of a noun. */
static json_t *
describe(const struct exchange *x, const struct work *work)
{
	enum language language = exchange_language(x);
	json_t *data = json_pack("{s:s, s:s, s:s, s:s, s:s, s:{s:b}, s:{s:b}}", "noun",
	    work->noun->name, "title", message_text(language, work->noun->title), "one",
	    message_text(language, work->noun->one), "key", form_text(x->form, "key"), "verb",
	    work->verb, "here", work->noun->name, true, "is", work->verb, true);

	if (work->noun->intro != NULL)
		json_object_set_new(
		    data, "intro", json_string(message_text(language, work->noun->intro)));
	json_object_set_new(data, "can_add", json_boolean(office_can(work->noun, "add")));
	json_object_set_new(data, "can_remove",
	    json_boolean(
		office_can(work->noun, "remove") && *form_text(x->form, "key") != '\0'));
	json_object_set_new(data, "can_edit", json_boolean(office_can(work->noun, "edit")));
	json_object_set_new(data, "can_end",
	    json_boolean(!office_can(work->noun, "edit") && office_can(work->noun, "remove")));
	json_object_set_new(data, "can_merge",
	    json_boolean(office_can(work->noun, "merge") && is_verb(work, "edit")));
	json_object_set_new(data, "can_more", json_boolean(office_can(work->noun, "more")));
	json_object_set_new(data, "can_try", json_boolean(office_can(work->noun, "try")));
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
	static const struct field query_fields[] = {{"after", FIELD_LINE, 2000},
	    {"from", FIELD_LINE, 200}, {"operator", FIELD_LINE, 64},
	    {"category", FIELD_LINE, 2000}, {NULL, 0, 0}};
	g_autoptr(GError) error = NULL;
	struct work work;
	json_t *result = NULL;

	if (!find_work(x, &work))
		return;
	if (!form_add_encoded(x->form, query_fields, x->request->query, NULL)) {
		exchange_refuse(x, 400, N_("This address is not written as it should be."));
		return;
	}
	if (!exchange_enter(x))
		return;
	json_t *p = exchange_argument(x);
	const char *sql =
	    work.noun->sql != NULL ? work.noun->sql : "select turno.page_admin($1::jsonb)";
	if (exchange_finish(x, sql, p, &result, &error)) {
		json_t *data = describe(x, &work);

		json_object_update_missing(data, result);
		json_object_set(data, "asked", x->form->values);
		if (work.noun->page == NULL)
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

/* A new row with its initial values, and what the address gives. */
static json_t *
make_row(struct exchange *x, const struct work *work)
{
	json_t *row = json_object();

	for (const struct office_field *f = work->noun->fields; f->name != NULL; f++)
		if (f->initial != NULL)
			json_object_set_new(row, f->name,
			    f->kind == OFFICE_FLAG ? json_true() : json_string(f->initial));
	json_object_update(row, office_typed(x));
	return row;
}

/* member of row, where it is empty, begins as the other one does. */
static void
suggest(json_t *row, const char *member, const char *other)
{
	const char *text = json_string_value(json_object_get(row, member));

	if (text != NULL && *text == '\0')
		json_object_set(row, member, json_object_get(row, other));
}

/* One signs in at most servers with the address itself, and hands mail in as one reads it. A
 * server for sending with another login is not given together with that for reading. */
static void
suggest_logins(json_t *row, unsigned use)
{
	suggest(row, "imap_login", "address");
	if (use == OFFICE_SERVER &&
	    !json_equal(json_object_get(row, "smtp_login"), json_object_get(row, "imap_login")))
		json_object_set_new(row, "smtp_host", json_string(""));
	suggest(row, "smtp_login", "imap_login");
}

/* The row that the key names; without a key, and of what is never changed, a new one. */
static bool
find_row(struct exchange *x, const struct work *work, json_t **ret_row, GError **error)
{
	json_t *result = NULL;

	*ret_row = NULL;
	if (work->use == OFFICE_ADD || !office_can(work->noun, "edit")) {
		*ret_row = make_row(x, work);
		return true;
	}
	json_t *p = json_pack("{s:s, s:{s:s}}", "noun", work->noun->name, "values",
	    work->noun->key, form_text(x->form, "key"));
	bool ok = exchange_call(x, "select turno.page_admin($1::jsonb)", p, &result, error);
	if (ok)
		*ret_row = json_incref(json_object_get(result, "row"));
	if (ok && (work->use & (OFFICE_SERVER | OFFICE_SENDING)))
		suggest_logins(*ret_row, work->use);
	json_decref(p);
	json_decref(result);
	return ok;
}

static void
add_submission(json_t *list, const char *account, const char *name, const char *host)
{
	g_autofree char *label = g_strdup_printf("%s (%s)", name, host);

	json_array_append_new(list, json_pack("{s:s, s:s}", "value", account, "label", label));
}

/* The servers by which mail can leave: what turno.conf has, not the database, and the one that
 * the mailbox has for itself. */
static json_t *
list_submissions(const struct conf *conf, const json_t *row, enum language language)
{
	json_t *list = json_array();
	const char *own = json_text(row, "smtp_host");

	for (guint i = 0; i < conf->submissions->len; i++) {
		const struct conf_submission *group = conf->submissions->pdata[i];

		add_submission(list, group->name, group->name, group->host);
	}
	if (*own != '\0')
		add_submission(list, json_text(row, "account"),
		    message_text(language, N_("a server of its own")), own);
	return list;
}

/* What its form chooses from; for who is no administrator there is none. */
static bool
find_lists(struct exchange *x, const struct work *work, const json_t *row, json_t **ret_lists,
    GError **error)
{
	json_t *p = json_pack("{s:o, s:s}", "lists", office_list_names(work->noun), "language",
	    language_tag(exchange_language(x)));
	bool ok =
	    exchange_call(x, "select turno.page_admin_choices($1::jsonb)", p, ret_lists, error);

	if (ok && json_object_get(*ret_lists, "submission") != NULL)
		json_object_set_new(*ret_lists, "submission",
		    list_submissions(x->conf, row, exchange_language(x)));
	json_decref(p);
	return ok;
}

void
office_add_refusal(json_t *data, json_t *errors, const json_t *fields, enum language language)
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

/* The form, filled from the row or from what was typed. tried: what an automation would have
 * done, NULL when nobody asked. */
static void
show_form(struct exchange *x, const struct work *work, int status, bool is_typed, json_t *tried)
{
	g_autoptr(GError) error = NULL;
	enum language language = exchange_language(x);
	json_t *row = NULL;
	json_t *lists = NULL;

	if (!find_row(x, work, &row, &error) || !find_lists(x, work, row, &lists, &error)) {
		exchange_fail(x, error);
		json_decref(row);
		return;
	}
	json_t *data = describe(x, work);
	json_t *fields = office_show_fields(work->noun, work->use,
	    is_typed ? office_typed(x) : row, is_typed, x->form->errors, lists, language);
	office_add_refusal(data, x->form->errors, fields, language);
	json_object_set_new(data, "fields", fields);
	json_object_set_new(data, "lists", office_show_lists(lists));
	json_object_set(data, "row", row);
	if (tried != NULL)
		json_object_set(data, "tried", tried);
	exchange_render(
	    x, status, is_verb(work, "remove") ? "office_remove" : "office_form", data);
	json_decref(data);
	json_decref(row);
	json_decref(lists);
}

void
office_ask(struct exchange *x)
{
	struct work work;

	if (!find_work(x, &work))
		return;
	g_autofree struct field *fields = office_form_fields(work.noun, work.use);
	if (is_answer_only(&work))
		exchange_refuse(x, 405, N_("This is not how this page works."));
	else if (!form_add_encoded(x->form, fields, x->request->query, NULL))
		exchange_refuse(x, 400, N_("This address is not written as it should be."));
	else if (exchange_enter(x))
		show_form(x, &work, 200, false, NULL);
}

/* What is shown this once: a key of the API, a password that was made. */
static void
show_once(struct exchange *x, const struct work *work, const char *secret)
{
	json_t *data = describe(x, work);

	json_object_set_new(data, "secret", json_string(secret));
	exchange_render(x, 200, "office_once", data);
	json_decref(data);
}

/* Where one goes on: at the row that still wants its server or is tried, else at the list.
 * Caller frees. */
static char *
next_page(struct exchange *x, const struct work *work)
{
	g_autofree char *key = g_uri_escape_string(form_text(x->form, "key"), NULL, FALSE);

	if (office_can(work->noun, "server") && !is_verb(work, "edit") &&
	    !is_verb(work, "remove"))
		return g_strdup_printf("/office/%s/edit?key=%s", work->noun->name, key);
	return g_strconcat("/office/", work->noun->name, NULL);
}

static const char *
done_word(const struct work *work)
{
	if (work->noun->act_add != NULL)
		return "row_changed";
	return is_verb(work, "test") && office_can(work->noun, "server") ? "trying"
									 : work->done;
}

/* act_admin has done it. made: the password that was made, NULL when none was. */
static void
conclude(struct exchange *x, const struct work *work, const json_t *result, const char *made)
{
	const json_t *done = json_object_get(result, "done");
	const char *key = json_string_value(json_object_get(done, "key"));
	bool is_key = g_str_equal(work->noun->name, "apikey") && key != NULL;

	if (*form_text(x->form, "key") == '\0')
		json_object_set(x->form->values, "key", json_object_get(done, work->noun->key));
	g_autofree char *path = next_page(x, work);
	if (!json_is_true(json_object_get(result, "is_again")) && (is_key || made != NULL))
		show_once(x, work, is_key ? key : made);
	else
		exchange_redirect(x, path, done_word(work));
}

/* The form with what is wrong; a test is asked for below the form that changes. */
static void
show_refused(struct exchange *x, const struct work *work)
{
	struct work shown = *work;
	bool is_typed = work->use != 0;

	if (!is_typed) {
		shown.use = OFFICE_EDIT;
		shown.verb = "edit";
	}
	show_form(x, &shown, 422, is_typed, NULL);
}

/* act_admin answered; what counts tries stays counted. */
static void
answer(struct exchange *x, const struct work *work, json_t *result, const char *made)
{
	g_autoptr(GError) error = NULL;
	bool is_ok = json_is_true(json_object_get(result, "ok"));

	if (g_str_equal(work->act, "try") && is_ok) {
		show_form(x, work, 200, true, json_object_get(result, "done"));
		return;
	}
	if (!exchange_commit(x, &error)) {
		exchange_fail(x, error);
	} else if (is_ok) {
		conclude(x, work, result, made);
	} else {
		json_object_update(x->form->errors, json_object_get(result, "errors"));
		if (exchange_enter(x))
			show_refused(x, work);
	}
}

static void
carry_out(struct exchange *x, const struct work *work, json_t *values, const char *made)
{
	g_autoptr(GError) error = NULL;
	json_t *result = NULL;
	json_t *p = json_pack(
	    "{s:s, s:s, s:O}", "noun", work->noun->name, "verb", work->act, "values", values);

	if (!g_str_equal(work->act, "try"))
		json_object_set(p, "form_key", json_object_get(x->form->values, "form_key"));
	if (work->use != OFFICE_ADD && *form_text(x->form, "key") != '\0')
		json_object_set_new(
		    values, work->noun->key, json_string(form_text(x->form, "key")));
	if (office_secret_confirm(x, p, &error) &&
	    exchange_call(x, "select turno.act_admin($1::jsonb)", p, &result, &error))
		answer(x, work, result, made);
	else
		exchange_fail(x, error);
	json_decref(p);
	json_decref(result);
}

/* Reads the form into x->form by the fields of the noun. False: answered. */
static bool
read_form(struct exchange *x, const struct work *work)
{
	unsigned use = is_answer_only(work) && work->use != 0 ? OFFICE_BOTH : work->use;
	g_autofree struct field *fields = office_form_fields(work->noun, use);

	return office_read_form(x, fields);
}

bool
office_read_form(struct exchange *x, const struct field *fields)
{
	const struct route *general = x->route;
	struct route own = *general;

	own.fields = fields;
	x->route = &own;
	bool ok = page_read_form(x);
	x->route = general;
	return ok;
}

bool
office_change(
    struct exchange *x, const char *noun, const char *verb, json_t *values, const char *path)
{
	g_autoptr(GError) error = NULL;
	json_t *result = NULL;
	json_t *p = json_pack("{s:s, s:s, s:O}", "noun", noun, "verb", verb, "values", values);

	json_object_set(p, "form_key", json_object_get(x->form->values, "form_key"));
	bool is_called =
	    exchange_call(x, "select turno.act_admin($1::jsonb)", p, &result, &error);
	bool is_refused = is_called && !json_is_true(json_object_get(result, "ok"));
	if (is_refused)
		json_object_update(x->form->errors, json_object_get(result, "errors"));
	else if (is_called && exchange_commit(x, &error))
		exchange_redirect(x, path, "row_changed");
	else
		exchange_fail(x, error);
	json_decref(p);
	json_decref(result);
	return !is_refused;
}

void
office_submit(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	struct work work;
	char *made = NULL;

	if (!find_work(x, &work) || !read_form(x, &work) || !exchange_enter(x))
		return;
	bool is_more = is_verb(&work, "more");
	if (is_more || is_verb(&work, "try")) {
		work.use = *form_text(x->form, "key") == '\0' ? OFFICE_ADD : OFFICE_EDIT;
		work.verb = work.use == OFFICE_ADD ? "add" : "edit";
	}
	if (is_more) {
		show_form(x, &work, 200, true, NULL);
		return;
	}
	json_t *values =
	    office_take_values(work.noun, work.use, office_typed(x), x->form->errors);
	bool gives = office_has_field(work.noun, work.use, "password");
	const char *way = json_string_value(json_object_get(values, "submission"));
	if (way != NULL && !g_str_has_prefix(way, "mailbox:") &&
	    conf_find_submission(x->conf, way, NULL) == NULL)
		json_object_set_new(x->form->errors, "submission", json_string("form"));
	if (gives && !office_secret_give(values, x->form->errors, &made, &error))
		exchange_fail(x, error);
	else if (json_object_size(x->form->errors) > 0)
		show_form(x, &work, 422, true, NULL);
	else if ((work.use & (OFFICE_SERVER | OFFICE_SENDING)) &&
		 !office_secret_seal(x, values, &error))
		exchange_fail(x, error);
	else
		carry_out(x, &work, values, made);
	secret_free(made);
	json_decref(values);
}
