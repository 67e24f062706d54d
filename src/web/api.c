/*
 * What is decided here is only what HTTP decides: media type, size, that the body is JSON. All
 * else is decided by turno.api_ticket; its words become sentences here.
 */
#include "config.h"
#include "web/api.h"

#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "base/error.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/text.h"
#include "store/db.h"
#include "web/exchange.h"
#include "web/message.h"

#define PATH "/api/"
#define BEARER "bearer "
#define KEY_BYTES 200u

bool
api_is_asked(const struct io *io)
{
	const char *script = io->env(io->context, "SCRIPT_NAME");
	const char *path = io->env(io->context, "PATH_INFO");

	return (script != NULL && strstr(script, PATH) != NULL) ||
	       (path != NULL && strstr(path, PATH) != NULL);
}

/* Puts body (stolen) into the response. */
static void
answer(struct exchange *x, int status, json_t *body)
{
	char *text = json_dumps(body, JSON_COMPACT);

	x->response->status = status;
	x->response->type = "application/json";
	if (status == 401)
		response_add_field(x->response, "WWW-Authenticate", "Bearer");
	g_string_assign(x->response->body, text);
	g_string_append_c(x->response->body, '\n');
	free(text);
	json_decref(body);
}

void
api_refuse(struct exchange *x, int status, const char *sentence)
{
	answer(x, status,
	    json_pack("{s:s}", "error", message_text(exchange_language(x), sentence)));
}

void
api_refuse_method(struct exchange *x)
{
	response_add_field(x->response, "Allow", "POST");
	api_refuse(x, 405, N_("This address takes POST only."));
}

/* The sentence for a word of turno.api_ticket. */
static const char *
sentence_for(const struct exchange *x, const char *word)
{
	const char *sentence = message_word(exchange_language(x), "api", word);

	if (sentence == NULL)
		sentence = message_word(exchange_language(x), "error", word);
	return sentence != NULL ? sentence : word;
}

static json_t *
errors_in_words(const struct exchange *x, json_t *errors)
{
	json_t *told = json_object();
	const char *member;
	json_t *word;

	json_object_foreach(errors, member, word) json_object_set_new(
	    told, member, json_string(sentence_for(x, json_string_value(word))));
	return told;
}

/* Turns what turno.api_ticket returned into an answer. */
static void
conclude(struct exchange *x, json_t *result)
{
	int status = (int)json_integer_value(json_object_get(result, "status"));
	json_t *errors = json_object_get(result, "errors");
	json_t *body = json_object_get(result, "body");
	const json_t *wait = json_object_get(result, "wait");
	const char *word = json_string_value(json_object_get(result, "word"));

	if (json_is_number(wait)) {
		g_autofree char *seconds = g_strdup_printf("%.0f", json_number_value(wait));
		response_add_field(x->response, "Retry-After", seconds);
	}
	if (json_is_true(json_object_get(result, "is_again")))
		response_add_field(x->response, "Idempotency-Replayed", "true");
	if (body != NULL) {
		g_autofree char *link = g_strdup_printf("%s/ticket/%" JSON_INTEGER_FORMAT,
		    x->conf->web_base_url, json_integer_value(json_object_get(body, "number")));
		json_object_set_new(body, "link", json_string(link));
		answer(x, status, json_incref(body));
	} else if (errors != NULL) {
		answer(x, status,
		    json_pack("{s:s, s:o}", "error", sentence_for(x, "fields"), "errors",
			errors_in_words(x, errors)));
	} else {
		answer(x, status, json_pack("{s:s}", "error", sentence_for(x, word)));
	}
	log_info("api=ticket status=%d number=%" JSON_INTEGER_FORMAT, status,
	    json_integer_value(json_object_get(body, "number")));
}

static void
fail(struct exchange *x, const GError *error)
{
	bool is_passing = error_is(error, ERROR_RETRY) || error_is(error, ERROR_CONFLICT);

	log_warning("api=ticket sqlstate=%s error=%s",
	    *x->db != NULL ? db_sqlstate(*x->db) : "", error->message);
	if (is_passing)
		response_add_field(x->response, "Retry-After", "5");
	api_refuse(x, is_passing ? 503 : 500,
	    is_passing
		? N_("The service is away for a moment. Nothing was done: please try again.")
		: N_("Something went wrong on our side, and it was noted. Please try again "
		     "later."));
}

/* The key of "Bearer KEY" (RFC 6750 §2.1); NULL when it is not there. Borrowed. */
static const char *
find_key(const struct request *request)
{
	const char *key = request->authorization + strlen(BEARER);

	if (g_ascii_strncasecmp(request->authorization, BEARER, strlen(BEARER)) != 0)
		return NULL;
	return *key != '\0' && strlen(key) <= KEY_BYTES && text_is_line_safe(key) ? key : NULL;
}

/* application/json, in whatever letters, with or without parameters. */
static bool
is_json(const char *type)
{
	size_t size = strcspn(type, "; \t");

	return size == strlen("application/json") &&
	       g_ascii_strncasecmp(type, "application/json", size) == 0;
}

/* The whole body. NULL when the client stopped sending. Caller frees. */
static GByteArray *
read_body(const struct exchange *x)
{
	GByteArray *body = g_byte_array_new();
	char buffer[16384];

	while (body->len < x->request->content_length) {
		size_t left = (size_t)x->request->content_length - body->len;
		int got = x->io->read(x->io->context, buffer, MIN(left, sizeof buffer));
		if (got <= 0) {
			g_byte_array_unref(body);
			return NULL;
		}
		g_byte_array_append(body, (const guint8 *)buffer, (guint)got);
	}
	return body;
}

/* What turno.api_ticket takes; NULL: refused already. */
static json_t *
read_argument(struct exchange *x)
{
	unsigned char digest[SECRET_SHA256_BYTES];
	g_autoptr(GByteArray) bytes = read_body(x);

	if (bytes == NULL) {
		api_refuse(x, 400, N_("The body did not arrive whole."));
		return NULL;
	}
	json_t *body =
	    json_loadb((const char *)bytes->data, bytes->len, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(body)) {
		json_decref(body);
		api_refuse(x, 400, N_("The body is no JSON object in UTF-8."));
		return NULL;
	}
	secret_sha256(bytes->data, bytes->len, digest);
	g_autofree char *hex = text_hex(digest, sizeof digest);
	return json_pack("{s:o, s:s, s:s, s:s}", "body", body, "sha256", hex, "key",
	    x->request->idempotency_key, "language", language_tag(exchange_language(x)));
}

static void
carry_out(struct exchange *x, const char *key, json_t *p)
{
	g_autoptr(GError) error = NULL;
	json_t *result = NULL;

	if (exchange_begin(x, &error) &&
	    DB_CALL(*x->db, "select set_config('turno.api_key', $1, true)", NULL, &error,
		DB_T(key)) &&
	    exchange_call(x, "select turno.api_ticket($1::jsonb)", p, &result, &error) &&
	    exchange_commit(x, &error))
		conclude(x, result);
	else
		fail(x, error);
	json_decref(result);
}

void
api_ticket(struct exchange *x)
{
	const char *key = find_key(x->request);

	if (key == NULL) {
		api_refuse(x, 401, message_word(LANGUAGE_EN, "api", "key"));
		return;
	}
	if (!is_json(x->request->content_type)) {
		api_refuse(x, 415, N_("The Content-Type must be application/json."));
		return;
	}
	if (x->request->content_length > API_BYTES) {
		api_refuse(x, 413, N_("The body is too large: 8 MiB are the most."));
		return;
	}
	json_t *p = read_argument(x);
	if (p != NULL)
		carry_out(x, key, p);
	json_decref(p);
}
