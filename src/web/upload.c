#include "config.h"
#include "web/upload.h"

#include "base/error.h"
#include "base/limit.h"
#include "store/db.h"
#include "web/exchange.h"
#include "web/multipart.h"

struct upload {
	struct exchange *x;
	GByteArray *chunk; /* bytes that wait to be stored */
	char *handle;      /* of the file being taken; NULL while one is dropped */
	char *name;
	char *type;
	int64_t seq;
	bool is_forged;
	bool is_failed;
};

struct upload *
upload_new(struct exchange *x)
{
	struct upload *upload = g_new0(struct upload, 1);

	upload->x = x;
	upload->chunk = g_byte_array_new();
	return upload;
}

static void
forget_file(struct upload *upload)
{
	g_clear_pointer(&upload->handle, g_free);
	g_clear_pointer(&upload->name, g_free);
	g_clear_pointer(&upload->type, g_free);
	g_byte_array_set_size(upload->chunk, 0);
	upload->seq = 0;
}

void
upload_free(struct upload *upload)
{
	if (upload == NULL)
		return;
	forget_file(upload);
	g_byte_array_unref(upload->chunk);
	g_free(upload);
}

bool
upload_was_forged(const struct upload *upload)
{
	return upload->is_forged;
}

bool
upload_has_failed(const struct upload *upload)
{
	return upload->is_failed;
}

bool
upload_begin(void *context, const struct form *form, const struct part *part, GError **error)
{
	struct upload *upload = context;
	struct exchange *x = upload->x;

	forget_file(upload);
	if (x->token == NULL)
		return true;
	if (!exchange_csrf_fits(x, form)) {
		upload->is_forged = true;
		return error_set(error, ERROR_REJECT, "the form carries no CSRF token");
	}
	upload->is_failed = true;
	if (!exchange_begin(x, error))
		return false;
	if (exchange_may(x) &&
	    !db_call(*x->db, "select turno.upload_begin()", NULL, 0, &upload->handle, error))
		return false;
	upload->is_failed = false;
	upload->name = g_strdup(part->filename);
	upload->type = g_strdup(part->type);
	return true;
}

static bool
store_chunk(struct upload *upload, GError **error)
{
	if (upload->chunk->len == 0)
		return true;
	if (!DB_CALL(*upload->x->db, "select turno.upload_append($1, $2::int, $3)", NULL, error,
		DB_T(upload->handle), DB_I(upload->seq),
		DB_B(upload->chunk->data, upload->chunk->len))) {
		upload->is_failed = true;
		return false;
	}
	upload->seq++;
	g_byte_array_set_size(upload->chunk, 0);
	return true;
}

bool
upload_data(void *context, const void *bytes, size_t size_bytes, GError **error)
{
	struct upload *upload = context;
	const guint8 *from = bytes;

	if (upload->handle == NULL)
		return true;
	while (size_bytes > 0) {
		size_t room = MIN(size_bytes, LIMIT_CHUNK_BYTES - upload->chunk->len);

		g_byte_array_append(upload->chunk, from, (guint)room);
		from += room;
		size_bytes -= room;
		if (upload->chunk->len == LIMIT_CHUNK_BYTES && !store_chunk(upload, error))
			return false;
	}
	return true;
}

static void
add_id(struct form *form, const char *id)
{
	json_t *list = json_object_get(form->values, "uploads");

	if (list == NULL) {
		list = json_array();
		json_object_set_new(form->values, "uploads", list);
	}
	json_array_append_new(list, json_integer(g_ascii_strtoll(id, NULL, 10)));
}

bool
upload_end(void *context, GError **error)
{
	struct upload *upload = context;
	g_autofree char *id = NULL;

	if (upload->handle == NULL)
		return true;
	if (!store_chunk(upload, error))
		return false;
	if (!DB_CALL(*upload->x->db, "select turno.upload_finish($1, $2, $3)", &id, error,
		DB_T(upload->handle), DB_T(upload->name), DB_T(upload->type)) ||
	    !exchange_commit(upload->x, error)) {
		upload->is_failed = true;
		return false;
	}
	add_id(upload->x->form, id);
	forget_file(upload);
	return true;
}
