#include "config.h"
#include "web/password.h"

#include <string.h>

#include "base/error.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/text.h"
#include "web/exchange.h"
#include "web/message.h"
#include "web/page.h"

char *
password_derive(const char *password, const char *salt, GError **error)
{
	unsigned char bytes[SECRET_SALT_BYTES];
	unsigned char key[SECRET_PASSWORD_BYTES];
	char *hex = NULL;

	if (salt == NULL || !text_unhex(salt, bytes, sizeof bytes)) {
		error_set(error, ERROR_REJECT, "the database gave no salt");
		return NULL;
	}
	if (secret_derive_password(password, bytes, key, error))
		hex = text_hex(key, sizeof key);
	explicit_bzero(key, sizeof key);
	return hex;
}

/* Puts salt and key of the new password into p. */
static bool
derive_new(const struct exchange *x, json_t *p, GError **error)
{
	unsigned char salt[SECRET_SALT_BYTES];

	secret_random(salt, sizeof salt);
	g_autofree char *hex = text_hex(salt, sizeof salt);
	char *key = password_derive(form_text(x->form, "password"), hex, error);
	if (key == NULL)
		return false;
	json_object_set_new(p, "salt", json_string(hex));
	json_object_set_new(p, "key", json_string(key));
	secret_free(key);
	return true;
}

/* Long enough, and typed twice alike: else errors of the form. */
static bool
is_acceptable(struct exchange *x)
{
	const char *password = form_text(x->form, "password");

	if (json_object_get(x->form->errors, "password") == NULL &&
	    g_utf8_strlen(password, -1) < PASSWORD_CHARS_MIN)
		json_object_set_new(x->form->errors, "password", json_string("short"));
	else if (strcmp(password, form_text(x->form, "again")) != 0)
		json_object_set_new(x->form->errors, "again", json_string("differs"));
	return json_object_size(x->form->errors) == 0;
}

/* Whom the form names, and the machine that he asks from. */
static json_t *
who(const struct exchange *x)
{
	return json_pack(
	    "{s:s, s:s}", "login", form_text(x->form, "login"), "address", x->request->address);
}

/* No password goes back into a page. */
static void
forget(const struct exchange *x)
{
	static const char *const names[] = {"old_password", "password", "again"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		json_object_del(x->form->values, names[i]);
}

static void
render(struct exchange *x, int status, const char *page)
{
	json_t *data =
	    json_pack("{s:O, s:O}", "values", x->form->values, "errors", x->form->errors);

	exchange_add_door(x, data);
	exchange_render(x, status, page, data);
	json_decref(data);
}

void
password_show(struct exchange *x)
{
	render(x, 200, "password");
}

void
password_code_show(struct exchange *x)
{
	render(x, 200, "password_code");
}

void
password_ask(struct exchange *x)
{
	g_autoptr(GError) error = NULL;

	if (!page_read_open_form(x))
		return;
	if (*form_text(x->form, "login") == '\0' || json_object_size(x->form->errors) > 0) {
		json_object_set_new(x->form->errors, "login", json_string("empty"));
		render(x, 422, "password");
		return;
	}
	json_t *p = who(x);
	if (exchange_begin(x, &error) &&
	    exchange_call(x, "select turno.password_forgot($1::jsonb)", p, NULL, &error) &&
	    exchange_commit(x, &error)) {
		json_object_set_new(x->form->values, "is_asked", json_true());
		render(x, 200, "password_code");
	} else {
		exchange_fail(x, error);
	}
	json_decref(p);
}

/* Calls one that counts tries and commits that, whatever comes of it. NULL: the answer is
 * written. The caller frees the result; its errors are the form's. */
static json_t *
challenge(struct exchange *x, const char *sql, GError **error)
{
	json_t *result = NULL;
	json_t *p = who(x);

	if (exchange_call(x, sql, p, &result, error) && !exchange_commit(x, error))
		g_clear_pointer(&result, json_decref);
	json_decref(p);
	if (result != NULL && json_object_get(result, "salt") == NULL)
		json_object_update(x->form->errors, json_object_get(result, "errors"));
	return result;
}

/* {ok} or {ok: false, errors}; NULL when the database failed. */
static json_t *
try_reset(struct exchange *x, GError **error)
{
	json_t *result = NULL;
	json_t *asked = NULL;

	if (!exchange_begin(x, error))
		return NULL;
	asked = challenge(x, "select turno.session_challenge($1::jsonb)", error);
	if (asked == NULL)
		return NULL;
	if (json_object_get(asked, "salt") == NULL)
		return asked;
	json_decref(asked);
	json_t *p = who(x);
	json_object_set_new(p, "code", json_string(form_text(x->form, "code")));
	if (derive_new(x, p, error) && exchange_begin(x, error) &&
	    exchange_call(x, "select turno.password_reset($1::jsonb)", p, &result, error) &&
	    !exchange_commit(x, error))
		g_clear_pointer(&result, json_decref);
	json_decref(p);
	return result;
}

void
password_reset(struct exchange *x)
{
	g_autoptr(GError) error = NULL;

	if (!page_read_open_form(x))
		return;
	if (!is_acceptable(x)) {
		forget(x);
		render(x, 422, "password_code");
		return;
	}
	json_t *result = try_reset(x, &error);
	forget(x);
	if (result == NULL) {
		exchange_fail(x, error);
	} else if (json_is_true(json_object_get(result, "ok"))) {
		exchange_redirect(x, "/login", "password");
	} else {
		log_info("reset=refused address=%s", x->request->address);
		json_object_clear(x->form->errors);
		json_object_set_new(x->form->errors, "code", json_string("code_refused"));
		render(x, 422, "password_code");
	}
	json_decref(result);
}

/* {ok, token} or {ok: false, errors}; NULL when the database failed. */
static json_t *
try_change(struct exchange *x, GError **error)
{
	json_t *result = NULL;
	json_t *asked = challenge(x, "select turno.password_challenge($1::jsonb)", error);
	const char *salt = json_string_value(json_object_get(asked, "salt"));

	if (asked == NULL || salt == NULL)
		return asked;
	json_t *p = json_object();
	char *old = password_derive(form_text(x->form, "old_password"), salt, error);
	if (old != NULL && derive_new(x, p, error)) {
		json_object_set_new(p, "old_key", json_string(old));
		if (exchange_begin(x, error) &&
		    exchange_call(
			x, "select turno.act_password($1::jsonb)", p, &result, error) &&
		    !exchange_commit(x, error))
			g_clear_pointer(&result, json_decref);
	}
	secret_free(old);
	json_decref(p);
	json_decref(asked);
	return result;
}

/* Changed: on with the new token. */
static void
go_on(struct exchange *x, const json_t *result)
{
	response_set_cookie(x->response,
	    x->route->role == ROLE_CONTACT ? COOKIE_CONTACT : COOKIE_OPERATOR,
	    json_string_value(json_object_get(result, "token")));
	exchange_redirect(x, x->route->done, "password");
}

void
password_change(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	json_t *result = NULL;

	if (!page_read_form(x))
		return;
	if (!exchange_begin(x, &error)) {
		exchange_fail(x, error);
		return;
	}
	if (!exchange_may(x)) {
		forget(x);
		exchange_ask_sign_in(x);
		return;
	}
	if (is_acceptable(x)) {
		result = try_change(x, &error);
		if (result == NULL) {
			exchange_fail(x, error);
			return;
		}
	}
	forget(x);
	if (json_is_true(json_object_get(result, "ok"))) {
		go_on(x, result);
	} else {
		json_object_update(x->form->errors, json_object_get(result, "errors"));
		page_show_again(x, 422, x->route->page, x->route->page_sql, NULL);
	}
	json_decref(result);
}
