/* body: which parts are the mail's text and which are its documents (M7, M8). */
#ifndef TURNO_PARSE_BODY_H
#define TURNO_PARSE_BODY_H

#include <glib.h>
#include <stdbool.h>

struct evidence;
struct mime_tree;
struct mime_part;

/*
 * Fills body_text, text_repaired, text_truncated and attachments of evidence from the parts of
 * bytes. text/plain is preferred; HTML is made text; of several text parts in a row all are
 * shown. The lines of an invitation stand before them. Everything else is an attachment. What
 * mark-up told of the lines of body_text is added to ret_cues (see cue.h).
 */
void body_collect(struct evidence *evidence, const struct mime_tree *tree, const char *bytes,
    bool with_md5, GArray *ret_cues);

/* The text that body_collect() would find in a mail, and nothing else of it; at most
 * LIMIT_TEXT_BYTES. Caller frees. */
char *body_text(const struct mime_tree *tree, const char *bytes);

#endif
