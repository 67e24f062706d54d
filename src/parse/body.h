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
 * shown. Everything else is an attachment. What mark-up told of the lines of body_text is added
 * to ret_cues (see cue.h).
 */
void body_collect(struct evidence *evidence, const struct mime_tree *tree, const char *bytes,
    bool with_md5, GArray *ret_cues);

/* The readable text of one text part, cleaned; at most LIMIT_TEXT_BYTES. evidence gets the
 * marks "repaired" and "truncated", ret_cues (may be NULL) what mark-up told. Caller frees. */
char *body_part_text(struct evidence *evidence, const struct mime_part *part, const char *bytes,
    GArray *ret_cues);

#endif
