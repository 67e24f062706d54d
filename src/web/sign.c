#include "config.h"
#include "web/sign.h"

#include <string.h>

#include "base/log.h"
#include "base/secret.h"
#include "store/db.h"
#include "web/exchange.h"
#include "web/message.h"
#include "web/page.h"
#include "web/password.h"

void
sign_home(struct exchange *x)
{
	bool is_contact =
	    x->request->contact_token != NULL && x->request->operator_token == NULL;

	exchange_redirect(x, is_contact ? "/t" : "/ticket", NULL);
}

/* The page that next names, when who has just signed in may be sent there; NULL otherwise. Its
 * parameters go into params. */
static const struct route *
find_next(const char *next, bool is_contact, json_t *params)
{
	bool other = false;
	g_autofree char *path = g_strndup(next, strcspn(next, "?"));
	const struct route *route = route_find(METHOD_GET, path, params, &other);

	if (route == NULL || route->role == ROLE_ANYBODY ||
	    (route->page == NULL && route->area == NULL))
		return NULL;
	return is_contact == (route->role == ROLE_CONTACT) ? route : NULL;
}

void
sign_show(struct exchange *x)
{
	json_t *data = json_object();

	exchange_add_door(x, data);
	if (form_add_encoded(x->form, x->route->fields, x->request->query, NULL))
		json_object_set_new(data, "next", json_string(form_text(x->form, "next")));
	exchange_render(x, 200, "login", data);
	json_decref(data);
}

/* What session_open says of the key. NULL when the database failed. */
static json_t *
try_key(struct exchange *x, json_t *p, const char *salt, GError **error)
{
	json_t *result = NULL;
	char *key = password_derive(form_text(x->form, "password"), salt, error);

	if (key != NULL) {
		json_object_set_new(p, "key", json_string(key));
		if (exchange_begin(x, error) &&
		    exchange_call(
			x, "select turno.session_open($1::jsonb)", p, &result, error) &&
		    !exchange_commit(x, error))
			g_clear_pointer(&result, json_decref);
	}
	secret_free(key);
	return result;
}

/* {ok, token, name} or {ok: false, errors}. NULL when the database failed. Who has tried too
 * often is refused before a key is derived. */
static json_t *
try_password(struct exchange *x, GError **error)
{
	json_t *result = NULL;
	json_t *p = json_pack(
	    "{s:s, s:s}", "login", form_text(x->form, "login"), "address", x->request->address);

	if (exchange_call(x, "select turno.session_challenge($1::jsonb)", p, &result, error) &&
	    !exchange_commit(x, error))
		g_clear_pointer(&result, json_decref);
	const char *salt = json_string_value(json_object_get(result, "salt"));
	if (salt != NULL) {
		json_t *answer = try_key(x, p, salt, error);
		json_decref(result);
		result = answer;
	}
	json_decref(p);
	return result;
}

static void
refuse_sign_in(struct exchange *x, json_t *result)
{
	json_t *data = json_pack("{s:O, s:O, s:s}", "errors", json_object_get(result, "errors"),
	    "values", x->form->values, "next", form_text(x->form, "next"));

	log_info("signin=refused address=%s", x->request->address);
	json_object_del(x->form->values, "password");
	if (*form_text(x->form, "text") != '\0')
		json_object_set_new(data, "kept", json_string(form_text(x->form, "text")));
	if (*form_text(x->form, "form") != '\0') {
		json_object_set_new(data, "form", json_string(form_text(x->form, "form")));
		json_object_set_new(
		    data, "form_path", json_string(form_text(x->form, "form_path")));
	}
	exchange_add_door(x, data);
	exchange_render(x, 422, "login", data);
	json_decref(data);
}

/* The form that came when the old session had ended, if a page of that person can show it
 * again: its values are then those of x, its route too. */
static bool
take_kept_form(struct exchange *x, bool is_contact)
{
	bool other = false;
	json_t *values = json_loads(form_text(x->form, "form"), 0, NULL);
	const char *text = json_string_value(json_object_get(x->form->values, "text"));
	const struct route *route =
	    route_find(METHOD_POST, form_text(x->form, "form_path"), x->params, &other);

	bool is_his = route != NULL && route->page_sql != NULL && route->page != NULL &&
		      route->role != ROLE_ANYBODY &&
		      (route->role == ROLE_CONTACT) == is_contact;
	if (!json_is_object(values) || !is_his) {
		json_decref(values);
		return false;
	}
	if (text != NULL)
		json_object_set_new(values, "text", json_string(text));
	json_object_del(values, "uploads");
	json_decref(x->form->values);
	x->form->values = values;
	x->route = route;
	return true;
}

/* Signed in: to the page that was asked for, with what was typed when the old session ended. */
static void
go_on(struct exchange *x, const json_t *result)
{
	const char *token = json_string_value(json_object_get(result, "token"));
	bool is_contact =
	    g_strcmp0(json_string_value(json_object_get(result, "kind")), "contact") == 0;
	const char *next = form_text(x->form, "next");

	response_set_cookie(x->response, is_contact ? COOKIE_CONTACT : COOKIE_OPERATOR, token);
	if (!take_kept_form(x, is_contact)) {
		bool is_known = find_next(next, is_contact, x->params) != NULL;
		exchange_redirect(x,
		    is_known     ? next
		    : is_contact ? "/t/list"
				 : "/ticket",
		    NULL);
		return;
	}
	g_free(x->token);
	x->token = g_strdup(token);
	page_show_again(x, 200, x->route->page, x->route->page_sql, NULL);
}

void
sign_in(struct exchange *x)
{
	g_autoptr(GError) error = NULL;

	if (!page_read_open_form(x))
		return;
	g_clear_pointer(&x->token, g_free);
	if (!exchange_begin(x, &error)) {
		exchange_fail(x, error);
		return;
	}
	json_t *result = try_password(x, &error);
	if (result == NULL)
		exchange_fail(x, error);
	else if (json_object_get(result, "token") == NULL)
		refuse_sign_in(x, result);
	else
		go_on(x, result);
	json_decref(result);
}

void
sign_out(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	bool is_contact = x->route->role == ROLE_CONTACT;

	if (!page_read_form(x))
		return;
	json_t *p = json_object();
	if (exchange_begin(x, &error) &&
	    exchange_call(x, "select turno.session_close($1::jsonb)", p, NULL, &error) &&
	    exchange_commit(x, &error)) {
		response_set_cookie(
		    x->response, is_contact ? COOKIE_CONTACT : COOKIE_OPERATOR, NULL);
		if (!is_contact)
			response_set_cookie(x->response, COOKIE_LIST, NULL);
		exchange_redirect(x, is_contact ? "/t" : "/login", is_contact ? NULL : "out");
	} else {
		exchange_fail(x, error);
	}
	json_decref(p);
}

void
sign_link_show(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	json_t *result = NULL;

	if (!exchange_begin(x, &error) || !exchange_call(x, "select turno.link_look($1::jsonb)",
					      x->params, &result, &error)) {
		exchange_fail(x, error);
		return;
	}
	exchange_render(x, 200, "link", result);
	json_decref(result);
}

/* A link that does not open any more: a new one goes by mail when asked for. The words never
 * depend on what was found. */
static void
renew_link(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	json_t *data = NULL;
	bool is_asked = json_is_true(json_object_get(x->form->values, "new"));

	if (exchange_call(x, "select turno.link_look($1::jsonb)", x->params, &data, &error) &&
	    (!is_asked || exchange_call(x, "select turno.link_renew($1::jsonb)", x->params,
			      NULL, &error)) &&
	    exchange_commit(x, &error)) {
		json_object_set_new(data, "is_asked", json_boolean(is_asked));
		exchange_render(x, 200, "link", data);
	} else {
		exchange_fail(x, error);
	}
	json_decref(data);
}

void
sign_link_enter(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	json_t *result = NULL;

	if (!page_read_open_form(x))
		return;
	if (!exchange_begin(x, &error) ||
	    !exchange_call(
		x, "select turno.link_enter($1::jsonb)", x->params, &result, &error)) {
		exchange_fail(x, error);
		return;
	}
	const char *token = json_string_value(json_object_get(result, "token"));
	if (token == NULL) {
		renew_link(x);
	} else if (exchange_commit(x, &error)) {
		response_set_cookie(x->response, COOKIE_CONTACT, token);
		exchange_redirect(x, "/t", NULL);
	} else {
		exchange_fail(x, error);
	}
	json_decref(result);
}
