/*
 * header: the fields of a header block (RFC 5322 §2.2), found once, in order, without any
 * interpretation. Bytes are those of the mail: 8-bit, folded, possibly broken.
 */
#ifndef TURNO_PARSE_HEADER_H
#define TURNO_PARSE_HEADER_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct header;

/*
 * Reads fields up to the first empty line, or to the first line that is no field. Borrows bytes
 * for its life. Fields beyond LIMIT_HEADER_COUNT or LIMIT_HEADER_BYTES are left out, a field
 * beyond LIMIT_HEADER_FIELD_BYTES is cut; header_is_over_limit() tells. An mbox "From " line at
 * the start is skipped. Caller frees with header_free().
 */
struct header *header_new(const char *bytes, size_t size_bytes);
void header_free(struct header *header);
typedef struct header Header; /* only for g_autoptr(Header) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Header, header_free)

/* True when something was left out or cut. */
bool header_is_over_limit(const struct header *header);

/* Where the body begins: behind the empty line. */
size_t header_body_offset(const struct header *header);

/* Number of fields of that name (any case). */
unsigned header_count(const struct header *header, const char *name);

/* The nth field (from 0) of that name, unfolded and trimmed, NUL as blank; NULL when there is
 * none. Bytes are as they are, but for a field that is not UTF-8 where Content-Type names a
 * charset: it is read as that. Caller frees. */
char *header_raw(const struct header *header, const char *name, unsigned nth);

/* The same as readable text of one line: RFC 2047 words decoded, valid UTF-8. Caller frees. */
char *header_text(const struct header *header, const char *name, unsigned nth);

/* The first field of that name as lower-case bytes, "" when there is none. Caller frees. */
char *header_lower(const struct header *header, const char *name);

/* Calls each for every field in order: its name (NUL-terminated) and unfolded bytes. */
void header_foreach(const struct header *header,
    void (*each)(const char *name, const char *value, void *context), void *context);

#endif
