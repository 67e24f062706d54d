/* mime: the tree of parts of a mail (RFC 2045, 2046) with the place of each part's bytes. */
#ifndef TURNO_PARSE_MIME_H
#define TURNO_PARSE_MIME_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "parse/mime_part.h"

struct mime_tree {
	GPtrArray *parts; /* struct mime_part in the order of the mail, parents first */
	bool is_over_parts, is_over_depth; /* parts were left out: LIMIT_PARTS, LIMIT_DEPTH */
	bool is_over_header; /* of a part's header something was left out or cut */
	GPtrArray *wraps;    /* struct mime_wrap */
	const char *raw;     /* what documents are taken from, borrowed: bytes, unless set */
};

/*
 * Finds the parts. The header of bytes must be valid enough for header_new(). Never fails: what
 * has no structure is one text/plain part. An attached mail is one part of type message/rfc822.
 * A multipart that was encoded as a whole (RFC 2045 §6.4 forbids it) is looked into.
 * scratch: a writable copy of bytes, spoilt afterwards. Caller frees with mime_tree_free().
 */
struct mime_tree *mime_tree_new(const char *bytes, char *scratch, size_t size_bytes);
void mime_tree_free(struct mime_tree *tree);
typedef struct mime_tree MimeTree; /* only for g_autoptr(MimeTree) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MimeTree, mime_tree_free)

/*
 * Puts the parts of content behind part `index` of the tree, as its children. content (size
 * bytes, with a header; taken over) is what that part holds: its first prefix bytes are not in
 * the mail, the others come by the steps `inside` (as in mime_part_place()). False, and nothing
 * is added, when it would need too many steps or too much depth.
 */
bool mime_tree_unwrap(struct mime_tree *tree, guint index, char *content, size_t size,
    size_t prefix, const char *inside);

/* Decodes part `index` into a wrap of the tree, so that pieces of it can be parts. NULL when it
 * would need too many steps. bytes: the mail. Borrowed until the tree goes. */
const struct mime_wrap *mime_tree_open(struct mime_tree *tree, guint index, const char *bytes);

/* Keeps content (size bytes, taken over) that cannot be reached from the mail by decoding; a
 * part in it can be a text, not a document. Borrowed until the tree goes. */
const struct mime_wrap *mime_tree_hold(struct mime_tree *tree, char *content, size_t size);

/* Puts part (taken over) behind part `index` of the tree, in the same multipart. False, and
 * part is freed, when there are too many. */
bool mime_tree_insert(struct mime_tree *tree, guint index, struct mime_part *part);

#endif
