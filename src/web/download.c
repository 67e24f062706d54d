#include "config.h"
#include "web/download.h"

#include <string.h>

#include "base/decode.h"
#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "store/db.h"
#include "web/exchange.h"

/* The type as a static string when browsers show it without running anything, else NULL. */
static const char *
safe_image(const char *type)
{
	static const char *const safe[] = {
	    "image/png", "image/jpeg", "image/gif", "image/webp"};

	for (size_t i = 0; i < G_N_ELEMENTS(safe); i++)
		if (g_ascii_strcasecmp(safe[i], type) == 0)
			return safe[i];
	return NULL;
}

bool
download_is_safe_image(const char *type)
{
	return safe_image(type) != NULL;
}

/* Letters that change how a name reads (right-to-left marks and overrides) are left out. */
static char *
readable_name(const char *name)
{
	g_autofree char *line = text_clean_line(name, strlen(name));
	GString *out = g_string_new(NULL);

	for (const char *p = line; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_type(c) == G_UNICODE_FORMAT)
			continue;
		g_string_append_unichar(out, c == '/' || c == '\\' ? '_' : c);
	}
	char *result = g_string_free(out, FALSE);
	text_truncate(result, 200);
	return result;
}

char *
download_disposition(const char *name, bool is_inline)
{
	g_autofree char *readable = readable_name(*name != '\0' ? name : "document");
	g_autofree char *ascii = g_strdup(readable);
	g_autofree char *encoded = g_uri_escape_string(readable, NULL, FALSE);

	for (char *p = ascii; *p != '\0'; p++)
		if (*p == '"' || *p == '%' || (unsigned char)*p >= 0x7f)
			*p = '_';
	return g_strdup_printf("%s; filename=\"%s\"; filename*=UTF-8''%s",
	    is_inline ? "inline" : "attachment", ascii, encoded);
}

static const char *
text_of(json_t *document, const char *name)
{
	const char *text = json_string_value(json_object_get(document, name));

	return text != NULL ? text : "";
}

static void
describe(struct exchange *x, json_t *document, bool is_plain)
{
	const char *image = safe_image(text_of(document, "type"));
	g_autofree char *disposition =
	    download_disposition(text_of(document, "name"), image != NULL);

	x->response->type = image != NULL ? image : "application/octet-stream";
	x->response->is_sandboxed = true;
	response_add_field(x->response, "Content-Disposition", disposition);
	if (is_plain) {
		g_autofree char *length = g_strdup_printf("%" JSON_INTEGER_FORMAT,
		    json_integer_value(json_object_get(document, "length")));
		response_add_field(x->response, "Content-Length", length);
	}
}

static bool
next_chunk(struct exchange *x, json_int_t id, int seq, GBytes **ret_chunk, GError **error)
{
	const struct db_value values[] = {DB_I(id), DB_I(seq)};

	return db_call_bytes(*x->db, "select turno.attachment_chunk($1::bigint, $2::int)",
	    values, 2, ret_chunk, error);
}

static bool
write_out(const struct exchange *x, const GByteArray *bytes)
{
	return bytes->len == 0 || x->io->write(x->io->context, bytes->data, bytes->len);
}

/* Sends what is left of the document after its first chunk, which is freed. */
static void
stream(struct exchange *x, json_t *document, GBytes *chunk)
{
	json_int_t id = json_integer_value(json_object_get(document, "id"));
	g_autoptr(GByteArray) out = g_byte_array_new();
	g_autoptr(GError) error = NULL;
	struct decoder decoder;
	bool ok = response_send_head(x->response, x->io);

	decoder_init(&decoder, text_of(document, "encoding"));
	for (int seq = 1; ok && chunk != NULL; seq++) {
		gsize size = 0;
		gconstpointer bytes = g_bytes_get_data(chunk, &size);

		decoder_push(&decoder, bytes, size, out);
		g_clear_pointer(&chunk, g_bytes_unref);
		ok = write_out(x, out);
		if (ok && !next_chunk(x, id, seq, &chunk, &error)) {
			log_warning("page=%s error=%s", x->route->pattern, error->message);
			ok = false;
		}
	}
	decoder_finish(&decoder, out);
	if (ok)
		write_out(x, out);
	g_clear_pointer(&chunk, g_bytes_unref);
}

/* Two transactions: the record of the download must not wait for a slow browser. */
static bool
begin_download(struct exchange *x, json_t **ret_document, GBytes **ret_first, GError **error)
{
	if (!exchange_call(x,
		x->request->method == METHOD_HEAD ? "select turno.page_attachment($1::jsonb)"
						  : "select turno.act_download($1::jsonb)",
		x->params, ret_document, error) ||
	    !exchange_commit(x, error) || !exchange_begin(x, error))
		return false;
	return next_chunk(
	    x, json_integer_value(json_object_get(*ret_document, "id")), 0, ret_first, error);
}

void
download_send(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	json_t *document = NULL;
	GBytes *first = NULL;

	if (!exchange_begin(x, &error)) {
		exchange_fail(x, error);
		return;
	}
	if (!exchange_may(x)) {
		exchange_ask_sign_in(x);
		return;
	}
	if (begin_download(x, &document, &first, &error)) {
		struct decoder kind;

		decoder_init(&kind, text_of(document, "encoding"));
		describe(x, document, kind.kind == DECODE_NOTHING);
		x->is_sent = true;
		if (x->request->method == METHOD_HEAD)
			response_send_head(x->response, x->io);
		else
			stream(x, document, g_steal_pointer(&first));
	} else {
		exchange_fail(x, error);
	}
	g_clear_pointer(&first, g_bytes_unref);
	json_decref(document);
}
