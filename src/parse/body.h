/* body: which parts are the mail's text and which are its documents (M7, M8). */
#ifndef TURNO_PARSE_BODY_H
#define TURNO_PARSE_BODY_H

#include <stdbool.h>

struct evidence;
struct mime_tree;
struct mime_part;

/*
 * Fills body_text, text_repaired, text_truncated and attachments of evidence from the parts of
 * bytes. text/plain is preferred; HTML is made text; of several text parts in a row all are
 * shown. Everything else is an attachment.
 */
void body_collect(
    struct evidence *evidence, const struct mime_tree *tree, const char *bytes, bool with_md5);

/* The readable text of one text part, cleaned; at most LIMIT_TEXT_BYTES. evidence gets the
 * marks "repaired" and "truncated". Caller frees. */
char *body_part_text(
    struct evidence *evidence, const struct mime_part *part, const char *bytes);

#endif
