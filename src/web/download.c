#include "config.h"
#include "web/download.h"

#include <string.h>

#include "base/decode.h"
#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "store/db.h"
#include "store/json.h"
#include "web/exchange.h"
#include "web/range.h"

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

char *
download_disposition(const char *name, bool is_inline)
{
	g_autofree char *readable = text_file_name(*name != '\0' ? name : "document");
	g_autofree char *ascii = g_strdup(readable);
	g_autofree char *encoded = g_uri_escape_string(readable, NULL, FALSE);

	for (char *p = ascii; *p != '\0'; p++)
		if (*p == '"' || *p == '%' || (unsigned char)*p >= 0x7f)
			*p = '_';
	return g_strdup_printf("%s; filename=\"%s\"; filename*=UTF-8''%s",
	    is_inline ? "inline" : "attachment", ascii, encoded);
}

/* Where what is sent comes from: the calls that look at it, that record its download, and that
 * give its chunks. */
struct source {
	const char *look;
	const char *take;
	const char *chunk;
};

static const struct source document_source = {"select turno.page_attachment($1::jsonb)",
    "select turno.act_download($1::jsonb)",
    "select turno.attachment_chunk($1::bigint, $2::bigint, $3::int)"};
static const struct source mail_source = {"select turno.page_original($1::jsonb)",
    "select turno.page_original($1::jsonb)",
    "select turno.original_chunk($1::bigint, $2::bigint, $3::int)"};

/* HTML of a stranger, shown in its own response: the only one whose type the mail chooses. */
static const struct source html_source = {"select turno.page_html($1::jsonb)",
    "select turno.page_html($1::jsonb)",
    "select turno.html_chunk($1::bigint, $2::bigint, $3::int)"};

/* What of a document goes out, and how it is reached. */
struct piece {
	struct exchange *x;
	const struct source *source;
	json_t *document;
	json_int_t id;
	struct decoder decoder;
	uint64_t size;  /* of the document */
	uint64_t first; /* byte of it */
	uint64_t left;  /* bytes to send */
	uint64_t skip;  /* encoded bytes that are not read */
	uint64_t drop;  /* bytes to decode and not to send */
};

/*
 * Where to begin for byte `first`: computed where the encoding allows, else everything before
 * it is decoded in vain. That costs what the whole document costs, and no more.
 */
static void
seek(struct piece *piece)
{
	int64_t chars = json_number(piece->document, "line_chars"),
		bytes = json_number(piece->document, "line_bytes");

	piece->skip = decoder_seek(&piece->decoder, piece->first, (unsigned)MAX(chars, 0),
	    (unsigned)MAX(bytes, 0), &piece->drop);
}

/* What was asked for of it; piece->left is what the body will have. */
static enum range_kind
choose(struct piece *piece, const char *etag)
{
	const struct request *request = piece->x->request;
	bool is_get = request->method == METHOD_GET; /* HEAD knows no ranges */
	uint64_t last = 0;
	enum range_kind kind = range_find(is_get ? request->range : "", request->if_range, etag,
	    piece->size, &piece->first, &last);

	piece->left =
	    piece->size == 0 || kind == RANGE_UNSATISFIABLE ? 0 : last - piece->first + 1;
	return kind;
}

/* Status, type (borrowed of the document) and fields for what was chosen. */
static void
describe(const struct piece *piece, enum range_kind kind, const char *etag)
{
	struct exchange *x = piece->x;
	const char *type = json_text(piece->document, "type");
	const char *shown = piece->source == &html_source ? type : safe_image(type);
	g_autofree char *disposition =
	    download_disposition(json_text(piece->document, "name"), shown != NULL);

	x->response->status = kind == RANGE_PART ? 206 : kind == RANGE_WHOLE ? 200 : 416;
	x->response->type = shown != NULL ? shown : "application/octet-stream";
	x->response->is_sandboxed = true;
	g_autofree char *length = g_strdup_printf("%" G_GUINT64_FORMAT, piece->left);
	g_autofree char *place =
	    kind == RANGE_PART ? g_strdup_printf("bytes %" G_GUINT64_FORMAT
						 "-%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT,
				     piece->first, piece->first + piece->left - 1, piece->size)
			       : g_strdup_printf("bytes */%" G_GUINT64_FORMAT, piece->size);
	response_add_field(x->response, "Content-Disposition", disposition);
	response_add_field(x->response, "Accept-Ranges", "bytes");
	response_add_field(x->response, "ETag", etag);
	response_add_field(x->response, "Content-Length", length);
	if (kind != RANGE_WHOLE)
		response_add_field(x->response, "Content-Range", place);
}

static bool
next_chunk(const struct piece *piece, int seq, GBytes **ret_chunk, GError **error)
{
	const struct db_value values[] = {
	    DB_I(piece->id), DB_I((int64_t)piece->skip), DB_I(seq)};

	return db_call_bytes(*piece->x->db, piece->source->chunk, values, 3, ret_chunk, error);
}

/* Sends of decoded bytes what belongs to the piece. False when the browser is gone. */
static bool
write_out(struct piece *piece, const GByteArray *bytes)
{
	const struct io *io = piece->x->io;
	uint64_t drop = MIN(piece->drop, bytes->len);
	uint64_t size = MIN(bytes->len - drop, piece->left);

	piece->drop -= drop;
	piece->left -= size;
	return size == 0 || io->write(io->context, bytes->data + drop, (size_t)size);
}

/* Sends the piece, whose first chunk is given and freed. */
static void
stream(struct piece *piece, GBytes *chunk)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	g_autoptr(GError) error = NULL;
	bool ok = response_send_head(piece->x->response, piece->x->io);

	for (int seq = 1; ok && chunk != NULL && piece->left > 0; seq++) {
		gsize size = 0;
		gconstpointer bytes = g_bytes_get_data(chunk, &size);

		decoder_push(&piece->decoder, bytes, size, out);
		g_clear_pointer(&chunk, g_bytes_unref);
		ok = write_out(piece, out);
		if (ok && piece->left > 0 && !next_chunk(piece, seq, &chunk, &error)) {
			log_warning(
			    "page=%s error=%s", piece->x->route->pattern, error->message);
			ok = false;
		}
	}
	decoder_finish(&piece->decoder, out);
	if (ok)
		ok = write_out(piece, out);
	if (ok && piece->left > 0)
		log_warning("page=%s error=the document is shorter than its size",
		    piece->x->route->pattern);
	g_clear_pointer(&chunk, g_bytes_unref);
}

/* Two transactions: the record of the download must not wait for a slow browser. */
static bool
begin_download(
    struct exchange *x, const struct source *source, json_t **ret_document, GError **error)
{
	json_object_set_new(x->params, "piece", json_boolean(*x->request->range != '\0'));
	return exchange_call(x, x->request->method == METHOD_HEAD ? source->look : source->take,
		   x->params, ret_document, error) &&
	       exchange_commit(x, error) && exchange_begin(x, error);
}

/* Answers with what was asked for of the document. */
static bool
send_piece(struct exchange *x, const struct source *source, json_t *document, GError **error)
{
	struct piece piece = {.x = x,
	    .source = source,
	    .document = document,
	    .id = json_number(document, "id"),
	    .size = (uint64_t)json_number(document, "size")};
	g_autofree char *etag = g_strdup_printf("\"%s\"", json_text(document, "sha256"));
	GBytes *first = NULL;

	if (!decoder_init(&piece.decoder, json_text(document, "encoding")))
		return error_set(error, ERROR_REJECT, "the encoding of a document is unknown");
	enum range_kind kind = choose(&piece, etag);
	bool has_body = x->request->method != METHOD_HEAD && piece.left > 0;
	seek(&piece);
	/* Before the answer is described: an error is told by a page of its own. */
	if (has_body && !next_chunk(&piece, 0, &first, error))
		return false;
	describe(&piece, kind, etag);
	x->is_sent = true;
	if (has_body)
		stream(&piece, first);
	else
		response_send_head(x->response, x->io);
	return true;
}

static void
send_from(struct exchange *x, const struct source *source)
{
	g_autoptr(GError) error = NULL;
	json_t *document = NULL;

	if (!exchange_enter(x))
		return;
	if (!begin_download(x, source, &document, &error) ||
	    !send_piece(x, source, document, &error))
		exchange_fail(x, error);
	json_decref(document);
}

void
download_send(struct exchange *x)
{
	send_from(x, &document_source);
}

void
download_mail(struct exchange *x)
{
	send_from(x, &mail_source);
}

void
download_html(struct exchange *x)
{
	send_from(x, &html_source);
}
