#include "config.h"
#include "export/bundle.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/decode.h"
#include "base/error.h"
#include "export/name.h"
#include "export/sink.h"
#include "export/story.h"
#include "store/db.h"
#include "store/json.h"

const struct bundle_source bundle_ticket = {"select turno.ticket_export($1::jsonb)",
    "select turno.export_chunk($1, $2::bigint, $3::int)"};
const struct bundle_source bundle_ticket_seen = {"select turno.ticket_export($1::jsonb)",
    "select turno.export_chunk_seen($1, $2::bigint, $3::int)"};
const struct bundle_source bundle_contact = {"select turno.contact_export($1::jsonb)",
    "select turno.export_chunk_seen($1, $2::bigint, $3::int)"};

const struct bundle_source bundle_contact_seen = {"select turno.contact_export_seen($1::jsonb)",
    "select turno.export_chunk_seen($1, $2::bigint, $3::int)"};

struct bundle {
	struct db *db;
	const struct bundle_source *source;
	struct sink *sink;
	GHashTable *taken;
	GString *sums; /* lines of SHA256SUMS */
	GChecksum *checksum;
	uint64_t size; /* of the file under way */
	int64_t now;
	struct bundle_counts counts;
};

static bool
begin_file(struct bundle *bundle, const char *path, int64_t unix_time, GError **error)
{
	g_checksum_reset(bundle->checksum);
	bundle->size = 0;
	return bundle->sink->begin(bundle->sink, path, unix_time, error);
}

static bool
write_file(struct bundle *bundle, const void *bytes, size_t size, GError **error)
{
	g_checksum_update(bundle->checksum, bytes, (gssize)size);
	bundle->size += size;
	return size == 0 || bundle->sink->write(bundle->sink, bytes, size, error);
}

static bool
end_file(struct bundle *bundle, const char *path, GError **error)
{
	if (!bundle->sink->end(bundle->sink, error))
		return false;
	g_string_append_printf(
	    bundle->sums, "%s  %s\n", g_checksum_get_string(bundle->checksum), path);
	bundle->counts.files++;
	bundle->counts.bytes += bundle->size;
	return true;
}

/* The stored bytes of a file, piece by piece through its decoder. */
static bool
copy_bytes(struct bundle *bundle, const json_t *file, GError **error)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	struct decoder decoder;

	if (!decoder_init(&decoder, json_text(file, "encoding")))
		return error_set(error, ERROR_REJECT, "the encoding of a document is unknown");
	for (int seq = 0;; seq++) {
		const struct db_value values[] = {
		    DB_T(json_text(file, "source")), DB_I(json_number(file, "id")), DB_I(seq)};
		g_autoptr(GBytes) chunk = NULL;
		gsize size = 0;

		if (!db_call_bytes(
			bundle->db, bundle->source->chunk_sql, values, 3, &chunk, error))
			return false;
		if (chunk == NULL)
			break;
		const void *bytes = g_bytes_get_data(chunk, &size);
		decoder_push(&decoder, bytes, size, out);
		if (!write_file(bundle, out->data, out->len, error))
			return false;
	}
	decoder_finish(&decoder, out);
	return write_file(bundle, out->data, out->len, error);
}

/* Writes one file, and notes in it under which path, and whether it is what was stored. */
static bool
add_file(struct bundle *bundle, json_t *file, GError **error)
{
	g_autofree char *path =
	    export_name(bundle->taken, json_text(file, "folder"), json_text(file, "name"));

	if (!begin_file(bundle, path, json_number(file, "at"), error) ||
	    !copy_bytes(bundle, file, error) || !end_file(bundle, path, error))
		return false;
	bool is_whole =
	    strcmp(g_checksum_get_string(bundle->checksum), json_text(file, "sha256")) == 0;
	bundle->counts.broken += !is_whole;
	json_object_set_new(file, "path", json_string(path));
	json_object_set_new(file, "is_whole", json_boolean(is_whole));
	return true;
}

/* A file that is made here, in the root of the export. */
static bool
add_text(struct bundle *bundle, const char *path, const char *text, GError **error)
{
	return begin_file(bundle, path, bundle->now, error) &&
	       write_file(bundle, text, strlen(text), error) && end_file(bundle, path, error);
}

static bool
add_index(struct bundle *bundle, const json_t *data, GError **error)
{
	char *index = json_dumps(data, JSON_INDENT(1));
	bool ok = add_text(bundle, "index.json", index, error);

	free(index);
	return ok;
}

static bool
write_all(struct bundle *bundle, json_t *data, GError **error)
{
	json_t *files = json_object_get(data, "files");
	const json_t *tickets = json_object_get(data, "tickets");

	for (size_t i = 0; i < json_array_size(files); i++)
		if (!add_file(bundle, json_array_get(files, i), error))
			return false;
	for (size_t i = 0; i < json_array_size(tickets); i++) {
		const json_t *ticket = json_array_get(tickets, i);
		g_autofree char *path = g_strdup_printf(
		    "ticket-%" G_GINT64_FORMAT ".txt", json_number(ticket, "number"));
		g_autofree char *story = story_of_ticket(ticket, files);

		if (!add_text(bundle, path, story, error))
			return false;
	}
	if (!add_index(bundle, data, error))
		return false;
	g_autofree char *sums = g_strdup(bundle->sums->str);
	return add_text(bundle, "SHA256SUMS", sums, error) &&
	       bundle->sink->finish(bundle->sink, error);
}

bool
bundle_write(struct db *db, const struct bundle_source *source, const json_t *argument,
    struct sink *sink, struct bundle_counts *ret_counts, GError **error)
{
	g_autoptr(Json) data = NULL;
	char *text = json_dumps(argument, JSON_COMPACT);
	bool ok = DB_CALL_JSON(db, source->data_sql, &data, error, DB_T(text));

	free(text);
	if (!ok)
		return false;
	struct bundle bundle = {.db = db,
	    .source = source,
	    .sink = sink,
	    .taken = export_names_new(),
	    .sums = g_string_new(NULL),
	    .checksum = g_checksum_new(G_CHECKSUM_SHA256),
	    .now = g_get_real_time() / G_USEC_PER_SEC};
	ok = write_all(&bundle, data, error);
	g_hash_table_unref(bundle.taken);
	g_string_free(bundle.sums, TRUE);
	g_checksum_free(bundle.checksum);
	if (ok)
		*ret_counts = bundle.counts;
	return ok;
}
