#include "config.h"
#include "web/office_secret.h"

#include <string.h>

#include "base/seal.h"
#include "base/secret.h"
#include "base/text.h"
#include "store/json.h"
#include "web/exchange.h"
#include "web/password.h"

enum { MADE_CHARS = 14 };

/* A password that can be read out: no characters that are taken for others. */
static char *
make_password(void)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	unsigned char random[MADE_CHARS];
	char *made = g_malloc0(MADE_CHARS + 1);

	secret_random(random, sizeof random);
	for (size_t i = 0; i < MADE_CHARS; i++)
		made[i] = letters[random[i] % (sizeof letters - 1)];
	return made;
}

bool
office_secret_give(json_t *values, json_t *errors, char **ret_made, GError **error)
{
	const char *typed = json_string_value(json_object_get(values, "password"));
	unsigned char salt[SECRET_SALT_BYTES];
	bool is_made = typed == NULL || *typed == '\0';

	*ret_made = NULL;
	if (!is_made && g_utf8_strlen(typed, -1) < PASSWORD_CHARS_MIN) {
		json_object_set_new(errors, "password", json_string("short"));
		return true;
	}
	char *password = is_made ? make_password() : g_strdup(typed);
	secret_random(salt, sizeof salt);
	g_autofree char *salt_hex = text_hex(salt, sizeof salt);
	char *key = password_derive(password, salt_hex, error);
	bool ok = key != NULL;
	if (ok)
		json_object_set_new(
		    values, "password", json_pack("{s:s, s:s}", "salt", salt_hex, "key", key));
	if (ok && is_made)
		*ret_made = password;
	else
		secret_free(password);
	secret_free(key);
	return ok;
}

/* The member of values that way ("imap", "smtp") has for name. */
static const json_t *
way_member(const json_t *values, const char *way, const char *name)
{
	g_autofree char *member = g_strconcat(way, "_", name, NULL);

	return json_object_get(values, member);
}

/* Closes secret for the server that way names, into values.member. */
static bool
seal_for(json_t *values, const char *way, const char *login, const char *key,
    const char *secret, const char *member, GError **error)
{
	const char *host = json_string_value(way_member(values, way, "host"));
	int port = (int)json_integer_value(way_member(values, way, "port"));
	g_autofree char *sealed =
	    seal_close(key, host != NULL ? host : "", port, login, secret, error);

	if (sealed != NULL)
		json_object_set_new(values, member, json_string(sealed));
	return sealed != NULL;
}

/* Where mail leaves with the same login and password they are sealed a second time. */
static bool
seal_all(json_t *values, const char *key, const char *secret, GError **error)
{
	const char *way = json_object_get(values, "imap_host") != NULL ? "imap" : "smtp";
	const char *login = json_string_value(way_member(values, way, "login"));
	bool is_both = *way == 'i' && *json_text(values, "smtp_host") != '\0';

	if (login == NULL)
		login = "";
	return seal_for(values, way, login, key, secret, "sealed", error) &&
	       (!is_both || seal_for(values, "smtp", login, key, secret, "smtp_sealed", error));
}

bool
office_secret_seal(struct exchange *x, json_t *values, GError **error)
{
	char *secret = g_strdup(json_text(values, "secret"));
	json_t *seal = NULL;
	json_t *nothing = json_object();
	bool ok = exchange_call(x, "select turno.admin_seal($1::jsonb)", nothing, &seal, error);
	const char *key = json_string_value(json_object_get(seal, "key"));

	json_object_del(values, "secret");
	if (ok && key != NULL && *secret != '\0')
		ok = seal_all(values, key, secret, error);
	secret_free(secret);
	json_decref(nothing);
	json_decref(seal);
	return ok;
}

bool
office_secret_confirm(struct exchange *x, json_t *p, GError **error)
{
	const char *typed = json_string_value(json_object_get(x->form->values, "confirm"));
	json_t *challenge = NULL;

	if (typed == NULL || *typed == '\0')
		return true;
	json_t *nothing = json_object();
	bool ok = exchange_call(x, "select turno.admin_challenge($1::jsonb)", nothing,
		      &challenge, error) &&
		  exchange_commit(x, error) && exchange_begin(x, error);
	const char *salt = json_string_value(json_object_get(challenge, "salt"));
	if (ok && salt != NULL) {
		char *key = password_derive(typed, salt, error);

		ok = key != NULL;
		if (ok)
			json_object_set_new(p, "confirm", json_string(key));
		secret_free(key);
	}
	json_decref(nothing);
	json_decref(challenge);
	return ok;
}
