/*
 * A ZIP file by libarchive, which streams: what is written need not be known, nor kept, before.
 * Its calls run in the locale C.UTF-8, because it takes names by the locale.
 */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <unistd.h>

#include "base/error.h"
#include "export/sink.h"

struct zip {
	struct sink sink;
	struct archive *archive;
	char *path; /* NULL: by write */
	int fd;
	bool (*write)(void *context, const void *bytes, size_t size);
	void *context;
	locale_t locale;
	bool is_finished;
};

static bool
fail(struct zip *zip, GError **error)
{
	const char *reason = archive_error_string(zip->archive);

	return error_set(error, ERROR_RETRY, "%s: %s", zip->path != NULL ? zip->path : "ZIP",
	    reason != NULL ? reason : "cannot be written");
}

static bool
zip_begin(struct sink *sink, const char *path, int64_t unix_time, GError **error)
{
	struct zip *zip = (struct zip *)sink;
	locale_t before = uselocale(zip->locale);
	struct archive_entry *entry = archive_entry_new();

	archive_entry_copy_pathname(entry, path);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0600);
	archive_entry_set_mtime(entry, (time_t)unix_time, 0);
	bool ok = archive_write_header(zip->archive, entry) == ARCHIVE_OK;
	archive_entry_free(entry);
	uselocale(before);
	return ok || fail(zip, error);
}

static bool
zip_write(struct sink *sink, const void *bytes, size_t size, GError **error)
{
	struct zip *zip = (struct zip *)sink;

	return archive_write_data(zip->archive, bytes, size) == (la_ssize_t)size ||
	       fail(zip, error);
}

static bool
zip_end(struct sink *sink, GError **error)
{
	struct zip *zip = (struct zip *)sink;

	return archive_write_finish_entry(zip->archive) == ARCHIVE_OK || fail(zip, error);
}

static bool
zip_finish(struct sink *sink, GError **error)
{
	struct zip *zip = (struct zip *)sink;

	if (archive_write_close(zip->archive) != ARCHIVE_OK)
		return fail(zip, error);
	if (zip->path != NULL && fsync(zip->fd) != 0)
		return error_set(error, ERROR_RETRY, "%s: %s", zip->path, g_strerror(errno));
	zip->is_finished = true;
	return true;
}

static void
zip_close(struct sink *sink)
{
	struct zip *zip = (struct zip *)sink;

	if (!zip->is_finished)
		archive_write_fail(zip->archive); /* or the rest would still be written */
	archive_write_free(zip->archive);
	if (zip->path != NULL) {
		close(zip->fd);
		if (!zip->is_finished)
			unlink(zip->path);
	}
	freelocale(zip->locale);
	g_free(zip->path);
	g_free(zip);
}

static la_ssize_t
hand_over(struct archive *archive, void *context, const void *bytes, size_t size)
{
	struct zip *zip = context;

	if (zip->write(zip->context, bytes, size))
		return (la_ssize_t)size;
	archive_set_error(archive, EPIPE, "nobody takes it any more");
	return -1;
}

static bool
open_target(struct zip *zip)
{
	int result = zip->path != NULL
			 ? archive_write_open_fd(zip->archive, zip->fd)
			 : archive_write_open(zip->archive, zip, NULL, hand_over, NULL);

	return result == ARCHIVE_OK;
}

/* Takes zip over. */
static struct sink *
open_zip(struct zip *zip, GError **error)
{
	zip->sink = (struct sink){zip_begin, zip_write, zip_end, zip_finish, zip_close};
	zip->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	zip->archive = archive_write_new();
	bool ok = zip->locale != (locale_t)0 &&
		  archive_write_set_format_zip(zip->archive) == ARCHIVE_OK &&
		  archive_write_set_bytes_in_last_block(zip->archive, 1) == ARCHIVE_OK;
	locale_t before = uselocale(zip->locale);
	ok =
	    ok && archive_write_set_options(zip->archive, "zip:hdrcharset=UTF-8") == ARCHIVE_OK;
	uselocale(before);
	if (ok && open_target(zip))
		return &zip->sink;
	fail(zip, error);
	zip_close(&zip->sink);
	return NULL;
}

struct sink *
sink_open_zip(const char *path, GError **error)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0) {
		error_set(error, errno == EEXIST ? ERROR_REJECT : ERROR_RETRY, "%s: %s", path,
		    errno == EEXIST ? "is there already: choose another name"
				    : g_strerror(errno));
		return NULL;
	}
	struct zip *zip = g_new0(struct zip, 1);
	zip->fd = fd;
	zip->path = g_strdup(path);
	return open_zip(zip, error);
}

struct sink *
sink_open_zip_to(
    bool (*write)(void *context, const void *bytes, size_t size), void *context, GError **error)
{
	struct zip *zip = g_new0(struct zip, 1);

	zip->write = write;
	zip->context = context;
	return open_zip(zip, error);
}
