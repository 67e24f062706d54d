#include "config.h"
#include "web/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "base/error.h"
#include "base/log.h"
#include "base/secret.h"
#include "store/db.h"
#include "web/asset.h"
#include "web/message.h"
#include "web/sentence.h"
#include "web/template.h"

/* Each of them may become three in the address of the sign-in page. */
#define NEXT_QUERY_BYTES (REQUEST_QUERY_BYTES / 4)
#define SQLSTATE_DATA_EXCEPTION "22" /* the class: a value that its type does not take */

enum language
exchange_language(const struct exchange *x)
{
	const json_t *chosen =
	    x->viewer != NULL ? json_object_get(x->viewer, "language") : x->language;
	enum language fallback = x->request != NULL ? x->request->language : LANGUAGE_IT;

	return language_parse(json_string_value(chosen), fallback);
}

/* Opens the connection when there is none, or the one there is was lost. */
static bool
connect_database(struct exchange *x, GError **error)
{
	if (*x->db != NULL && !db_is_alive(*x->db))
		g_clear_pointer(x->db, db_close);
	if (*x->db == NULL)
		*x->db = db_open_as(x->conf, DB_WEB, "web", error);
	return *x->db != NULL;
}

/* Begins a transaction that is the viewer's, and looks who that is: all of it one way to the
 * server and back; case tells what is done first. */
static bool
look(struct exchange *x, char ***ret_person, GError **error)
{
	const struct db_value token = DB_T(x->token);

	if (!connect_database(x, error))
		return false;
	db_rollback(*x->db);
	return db_call_row(*x->db, DB_BEGIN,
	    "select case when set_config('turno.session', coalesce($1, ''), true) <> '' then "
	    "turno.session_look() end",
	    &token, 1, ret_person, error);
}

bool
exchange_begin(struct exchange *x, GError **error)
{
	g_autoptr(GError) lost = NULL;
	g_auto(GStrv) person = NULL;

	g_clear_pointer(&x->viewer, json_decref);
	if (!look(x, &person, &lost)) {
		if (*x->db == NULL || db_is_alive(*x->db)) {
			g_propagate_error(error, g_steal_pointer(&lost));
			return false;
		}
		/* The server restarted since the last request: nothing was done yet, so once
		 * more. */
		if (!look(x, &person, error))
			return false;
	}
	x->viewer = json_loads(person[0], 0, NULL);
	return true;
}

/* The columns of an answer as one object, or what its one column is; NULL when that is no JSON.
 */
static json_t *
unite(char *const *texts)
{
	json_t *whole = texts != NULL ? json_loads(texts[0], 0, NULL) : NULL;

	for (size_t i = 1; whole != NULL && texts[i] != NULL; i++) {
		json_t *part = json_loads(texts[i], 0, NULL);

		if (part == NULL || json_object_update(whole, part) != 0)
			g_clear_pointer(&whole, json_decref);
		json_decref(part);
	}
	return whole;
}

static bool
call(struct exchange *x, unsigned frame, const char *sql, json_t *p, json_t **ret_result,
    GError **error)
{
	g_auto(GStrv) texts = NULL;
	char *argument = json_dumps(p, JSON_COMPACT);
	const struct db_value value = DB_T(argument);
	bool ok = db_call_row(*x->db, frame, sql, &value, 1, &texts, error);

	free(argument);
	if (!ok)
		return false;
	json_t *result = unite(texts);
	if (result == NULL)
		return error_set(error, ERROR_REJECT, "%s gave no JSON", sql);
	if (ret_result != NULL)
		*ret_result = result;
	else
		json_decref(result);
	return true;
}

bool
exchange_call(
    struct exchange *x, const char *sql, json_t *p, json_t **ret_result, GError **error)
{
	return call(x, DB_ALONE, sql, p, ret_result, error);
}

bool
exchange_finish(
    struct exchange *x, const char *sql, json_t *p, json_t **ret_result, GError **error)
{
	return call(x, DB_COMMIT, sql, p, ret_result, error);
}

bool
exchange_commit(struct exchange *x, GError **error)
{
	return db_commit(*x->db, error);
}

json_t *
exchange_argument(const struct exchange *x)
{
	json_t *p = json_object();

	json_object_set_new(p, "language", json_string(language_tag(exchange_language(x))));
	if (x->form != NULL)
		json_object_update(p, x->form->values);
	json_object_update(p, x->params);
	json_object_set_new(p, "machine", json_string(x->request->address));
	return p;
}

static bool
viewer_is(const struct exchange *x, const char *what)
{
	return x->viewer != NULL && json_is_true(json_object_get(x->viewer, what));
}

bool
exchange_may(const struct exchange *x)
{
	switch (x->route->role) {
	case ROLE_OPERATOR:
		return viewer_is(x, "is_operator");
	case ROLE_ADMIN:
		return viewer_is(x, "is_admin");
	case ROLE_CONTACT:
		return x->viewer != NULL && !viewer_is(x, "is_operator");
	case ROLE_ANYBODY:
		break;
	}
	return true;
}

char *
exchange_csrf(const struct exchange *x)
{
	return x->token != NULL ? secret_derive(x->token, "csrf") : NULL;
}

bool
exchange_csrf_fits(const struct exchange *x, const struct form *form)
{
	g_autofree char *wanted = exchange_csrf(x);
	const char *given = json_string_value(json_object_get(form->values, "csrf"));

	return wanted != NULL && given != NULL && secret_equal(wanted, given);
}

/* What every page's frame needs, as {{frame.…}}. */
static json_t *
frame(const struct exchange *x)
{
	json_t *f = json_object();
	g_autofree char *csrf = exchange_csrf(x);
	char *form_key = secret_new_token();
	const json_t *done = x->form != NULL ? json_object_get(x->form->values, "done") : NULL;

	json_object_set_new(f, "root", json_string(request_base_path(x->conf->web_base_url)));
	json_object_set_new(f, "style", json_string(asset_version()));
	json_object_set_new(f, "language", json_string(language_tag(exchange_language(x))));
	json_object_set_new(f, "form_key", json_string(form_key));
	json_object_set_new(
	    f, "upload_bytes", json_integer(x->conf->web_upload_mib * (json_int_t)1000000));
	if (csrf != NULL)
		json_object_set_new(f, "csrf", json_string(csrf));
	if (x->viewer != NULL)
		json_object_set(f, "viewer", x->viewer);
	if (x->route != NULL && x->route->area != NULL)
		json_object_set_new(f, "area", json_pack("{s:b}", x->route->area, true));
	if (json_is_string(done) &&
	    message_word(LANGUAGE_EN, "done", json_string_value(done)) != NULL)
		json_object_set_new(f, "done", json_string(json_string_value(done)));
	secret_free(form_key);
	return f;
}

void
exchange_render(struct exchange *x, int status, const char *page, json_t *data)
{
	g_autoptr(GError) error = NULL;
	json_t *root = data != NULL ? json_incref(data) : json_object();

	json_object_set_new(root, "frame", frame(x));
	g_string_truncate(x->response->body, 0);
	x->response->status = status;
	if (!template_render(x->response->body, page, root, exchange_language(x), &error)) {
		log_error("page=%s error=%s", page, error->message);
		g_string_assign(x->response->body, "<!doctype html><title>turno</title>");
		x->response->status = 500;
	}
	json_decref(root);
}

void
exchange_refuse(struct exchange *x, int status, const char *sentence)
{
	g_autofree char *text = sentence_text(exchange_language(x), sentence);
	json_t *data = json_pack("{s:s, s:b}", "sentence", text, "is_missing", status == 404);

	exchange_render(x, status, "error", data);
	json_decref(data);
}

void
exchange_refuse_forged(struct exchange *x)
{
	exchange_refuse(x, 403,
	    N_("This form did not come from our page. Open the page again and repeat."));
}

void
exchange_fail(struct exchange *x, const GError *error)
{
	g_autofree char *state =
	    g_strdup(*x->db != NULL && db_sqlstate(*x->db) != NULL ? db_sqlstate(*x->db) : "");
	g_autofree char *refusal = g_strdup(*x->db != NULL ? db_refusal(*x->db) : NULL);

	if (*x->db != NULL)
		db_rollback(*x->db);
	if (g_str_equal(state, "TU002")) {
		exchange_refuse(x, 404, N_("There is nothing here that you can see."));
	} else if (g_str_equal(state, "TU004")) {
		exchange_ask_sign_in(x);
	} else if (refusal != NULL) {
		exchange_refuse(x, 409, refusal);
	} else {
		bool is_passing =
		    error_is(error, ERROR_RETRY) || error_is(error, ERROR_CONFLICT);
		log_warning(
		    "page=%s sqlstate=%s error=%s", x->route->pattern, state, error->message);
		if (g_str_has_prefix(state, SQLSTATE_DATA_EXCEPTION)) {
			exchange_refuse(x, 400,
			    N_("A value is not one that its field takes. Go back and choose "
			       "again."));
			return;
		}
		if (is_passing)
			response_add_field(x->response, "Retry-After", "5");
		exchange_refuse(x, is_passing ? 503 : 500,
		    is_passing ? N_("The service is away for a moment. Nothing was done: "
				    "please try again.")
			       : N_("Something went wrong on our side, and it was noted. "
				    "Please try again later."));
	}
}

void
exchange_redirect(struct exchange *x, const char *path, const char *done)
{
	const char *joint = strchr(path, '?') != NULL ? "&done=" : "?done=";
	g_autofree char *url =
	    g_strconcat(x->conf->web_base_url, path, done != NULL ? joint : "", done, NULL);

	response_redirect(x->response, url);
}

/* A page that was only asked for: it waits behind the sign-in page, with its query unless that
 * would not fit there. */
static void
send_to_sign_in(struct exchange *x)
{
	const char *query = x->request->query;
	bool has_query = *query != '\0' && strlen(query) <= NEXT_QUERY_BYTES;
	g_autofree char *path = route_path(x->route->pattern, x->params);
	g_autofree char *next =
	    g_strconcat(path, has_query ? "?" : "", has_query ? query : "", NULL);
	g_autofree char *encoded = g_uri_escape_string(next, "/", FALSE);
	g_autofree char *url =
	    g_strconcat(x->conf->web_base_url, "/login?next=", encoded, NULL);

	response_redirect(x->response, url);
}

static void
forget_secrets(const struct field *fields, json_t *values)
{
	for (const struct field *field = fields; field != NULL && field->name != NULL;
	     field++) {
		const char *dot = strchr(field->name, '.');
		g_autofree char *object =
		    dot != NULL ? g_strndup(field->name, (gsize)(dot - field->name)) : NULL;

		if (field->kind == FIELD_SECRET)
			json_object_del(dot != NULL ? json_object_get(values, object) : values,
			    dot != NULL ? dot + 1 : field->name);
	}
}

/* The form that came too late, as one field of the sign-in page: it is shown again after it.
 * What was of the old session (its files, its keys) is not in it, nor are secrets. */
static void
keep_form(const struct exchange *x, json_t *data)
{
	static const char *const old[] = {"csrf", "form_key", "uploads", "done"};
	g_autofree char *path = route_path(x->route->pattern, x->params);
	json_t *values = json_deep_copy(x->form->values);

	for (size_t i = 0; i < G_N_ELEMENTS(old); i++)
		json_object_del(values, old[i]);
	forget_secrets(x->route->fields, values);
	char *text = json_dumps(values, JSON_COMPACT);
	json_object_set_new(data, "form", json_string(text));
	json_object_set_new(data, "form_path", json_string(path));
	free(text);
	json_decref(values);
}

void
exchange_add_door(struct exchange *x, json_t *data)
{
	g_autoptr(GError) error = NULL;
	json_t *door = NULL;
	json_t *p = json_object();

	if (!exchange_begin(x, &error) ||
	    !exchange_call(x, "select turno.office_door($1::jsonb)", p, &door, &error))
		log_warning("page=%s error=%s", x->route->pattern, error->message);
	else
		json_object_update(data, door);
	json_decref(door);
	json_decref(p);
}

void
exchange_ask_sign_in(struct exchange *x)
{
	if (x->route->role == ROLE_ADMIN && viewer_is(x, "is_operator")) {
		exchange_refuse(x, 404, N_("There is nothing here that you can see."));
		return;
	}
	if (x->request->method != METHOD_POST && x->route->role != ROLE_CONTACT) {
		send_to_sign_in(x);
		return;
	}
	const json_t *text = x->form != NULL ? json_object_get(x->form->values, "text") : NULL;
	bool is_post = x->request->method == METHOD_POST;
	const char *back =
	    is_post && x->route->done != NULL ? x->route->done : x->route->pattern;
	g_autofree char *next = route_path(back, x->params);
	json_t *data =
	    json_pack("{s:s, s:b}", "next", next, "is_over", is_post || x->token != NULL);

	if (json_string_length(text) > 0)
		json_object_set_new(data, "kept", json_string(json_string_value(text)));
	if (is_post && x->form != NULL)
		keep_form(x, data);
	exchange_add_door(x, data);
	g_clear_pointer(&x->viewer, json_decref);
	exchange_render(x, 403, x->route->role == ROLE_CONTACT ? "gone" : "login", data);
	json_decref(data);
}

bool
exchange_enter(struct exchange *x)
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
