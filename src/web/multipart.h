/*
 * multipart: splits a multipart/form-data body (RFC 7578, RFC 2046 §5.1.1) as it streams past.
 * It holds one part header and less than a delimiter's length of data, whatever the body's
 * size. It trusts nothing: every length is bounded, and what it refuses it names.
 */
#ifndef TURNO_WEB_MULTIPART_H
#define TURNO_WEB_MULTIPART_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define MULTIPART_HEADER_BYTES 8192u /* all header fields of one part */
#define MULTIPART_PARTS 2000u        /* parts of one body */

struct part {
	const char *name;     /* UTF-8, control characters removed */
	const char *filename; /* base name, cleaned; NULL when this is a plain field */
	const char *type;     /* media type as sent, "" when absent; line safe */
};

/* Whoever takes the parts. Each returns false with error set to stop. */
struct part_sink {
	void *context;
	bool (*begin)(void *context, const struct part *part, GError **error);
	bool (*data)(void *context, const void *bytes, size_t size_bytes, GError **error);
	bool (*end)(void *context, GError **error);
};

struct multipart;

/* For the boundary that content_type names. NULL and REJECT when it is not multipart/form-data
 * or its boundary is missing or longer than 70 characters. sink is copied. */
struct multipart *multipart_new(
    const char *content_type, const struct part_sink *sink, GError **error);
void multipart_free(struct multipart *m);
typedef struct multipart Multipart; /* only for g_autoptr(Multipart) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Multipart, multipart_free)

/* Takes the next bytes of the body, cut anywhere. False: REJECT for a malformed body, or the
 * sink's error; do not push again. */
bool multipart_push(struct multipart *m, const void *bytes, size_t size_bytes, GError **error);

/* The body ended. REJECT unless the closing delimiter was seen. */
bool multipart_finish(struct multipart *m, GError **error);

#endif
