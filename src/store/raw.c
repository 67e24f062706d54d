#include "config.h"
#include "store/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/error.h"
#include "base/limit.h"
#include "base/secret.h"
#include "store/mail.h"

static int
store_first(struct db *db, const struct raw_source *source,
    const unsigned char sha256[SECRET_SHA256_BYTES], int64_t size_bytes, const void *chunk,
    size_t chunk_bytes, int64_t *ret_mail, GError **error)
{
	const struct mail_arrival arrival = {.mailbox = source->mailbox,
	    .uidvalidity = source->uidvalidity,
	    .uid = source->uid,
	    .received_at = MAX(source->received_unix, 0),
	    .sha256 = sha256,
	    .size = size_bytes,
	    .chunk = chunk,
	    .chunk_size = chunk_bytes,
	    .server_size = source->server_size};

	return mail_store(db, &arrival, source->owner, source->epoch, ret_mail, error);
}

int
raw_store_bytes(struct db *db, const struct raw_source *source, GBytes *bytes,
    int64_t *ret_mail, GError **error)
{
	unsigned char sha256[SECRET_SHA256_BYTES];
	gsize size = 0;
	const char *data = g_bytes_get_data(bytes, &size);

	secret_sha256(data, size, sha256);
	int stored = store_first(db, source, sha256, (int64_t)size, data,
	    MIN(size, LIMIT_CHUNK_BYTES), ret_mail, error);
	if (stored != 1)
		return stored;
	for (gsize at = LIMIT_CHUNK_BYTES; at < size; at += LIMIT_CHUNK_BYTES)
		if (!blob_append(db, sha256, (int)(at / LIMIT_CHUNK_BYTES), data + at,
			MIN(size - at, LIMIT_CHUNK_BYTES), error))
			return -1;
	return 1;
}

/* Exactly size bytes at offset, or an error. */
static bool
read_at(int fd, char *ret_bytes, size_t size, int64_t offset, GError **error)
{
	for (size_t done = 0; done < size;) {
		ssize_t got = pread(fd, ret_bytes + done, size - done, offset + (off_t)done);

		if (got > 0)
			done += (size_t)got;
		else if (got == 0 || errno != EINTR)
			return error_set(error, ERROR_RETRY, "spool file: %s",
			    got == 0 ? "too short" : g_strerror(errno));
	}
	return true;
}

static bool
hash_file(int fd, int64_t size_bytes, char *buffer,
    unsigned char ret_sha256[SECRET_SHA256_BYTES], GError **error)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	gsize digest_bytes = SECRET_SHA256_BYTES;

	for (int64_t at = 0; at < size_bytes; at += LIMIT_CHUNK_BYTES) {
		size_t part = (size_t)MIN(size_bytes - at, LIMIT_CHUNK_BYTES);

		if (!read_at(fd, buffer, part, at, error))
			return false;
		g_checksum_update(checksum, (const guchar *)buffer, (gssize)part);
	}
	g_checksum_get_digest(checksum, ret_sha256, &digest_bytes);
	return true;
}

int
raw_store_file(struct db *db, const struct raw_source *source, int fd, int64_t size_bytes,
    int64_t *ret_mail, GError **error)
{
	g_autofree char *buffer = g_malloc(LIMIT_CHUNK_BYTES);
	unsigned char sha256[SECRET_SHA256_BYTES];
	size_t first = (size_t)MIN(size_bytes, LIMIT_CHUNK_BYTES);

	if (!hash_file(fd, size_bytes, buffer, sha256, error) ||
	    !read_at(fd, buffer, first, 0, error))
		return -1;
	int stored =
	    store_first(db, source, sha256, size_bytes, buffer, first, ret_mail, error);
	if (stored != 1)
		return stored;
	for (int64_t at = LIMIT_CHUNK_BYTES; at < size_bytes; at += LIMIT_CHUNK_BYTES) {
		size_t part = (size_t)MIN(size_bytes - at, LIMIT_CHUNK_BYTES);

		if (!read_at(fd, buffer, part, at, error) ||
		    !blob_append(
			db, sha256, (int)(at / LIMIT_CHUNK_BYTES), buffer, part, error))
			return -1;
	}
	return 1;
}

int
raw_open_spool(const char *folder, GError **error)
{
	g_autofree char *path = g_build_filename(folder, "turno-XXXXXX", NULL);
	int fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0) {
		error_set(error, ERROR_RETRY, "spool_dir %s: %s", folder, g_strerror(errno));
		return -1;
	}
	g_unlink(path);
	return fd;
}
