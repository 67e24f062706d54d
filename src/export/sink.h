/*
 * sink: where an export goes: a folder or a ZIP file, which never replaces one that is there.
 * Files are written one after the other, in pieces, so that neither a large document nor many
 * cost memory.
 */
#ifndef TURNO_EXPORT_SINK_H
#define TURNO_EXPORT_SINK_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sink {
	/* Begins a file: path is relative, of names that export_name gave, joined by "/". */
	bool (*begin)(struct sink *sink, const char *path, int64_t unix_time, GError **error);
	bool (*write)(struct sink *sink, const void *bytes, size_t size, GError **error);
	bool (*end)(struct sink *sink, GError **error);
	/* Completes the whole; without it what was written is removed by close. */
	bool (*finish)(struct sink *sink, GError **error);
	void (*close)(struct sink *sink);
};

/* A new folder, or one that is there and empty; readable by its owner only. NULL: REJECT when
 * it is neither, RETRY when the system refuses. */
struct sink *sink_open_folder(const char *path, GError **error);

/* A new ZIP file (deflate; names in UTF-8), readable by its owner only. NULL: REJECT when there
 * is such a file. */
struct sink *sink_open_zip(const char *path, GError **error);

/* The same by write, a piece at a time, which gives false when nobody takes any more. context
 * stays the caller's. */
struct sink *sink_open_zip_to(bool (*write)(void *context, const void *bytes, size_t size),
    void *context, GError **error);

/* Frees sink; NULL is fine. What was not finished is removed. */
void sink_close(struct sink *sink);
typedef struct sink Sink; /* only for g_autoptr(Sink) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sink, sink_close)

#endif
