/* document: one part of a mail as an attachment (M8). */
#ifndef TURNO_PARSE_DOCUMENT_H
#define TURNO_PARSE_DOCUMENT_H

#include <stdbool.h>

struct evidence;
struct mime_part;

/*
 * Adds the part to the attachments of evidence: its place in bytes, size and digests of what it
 * decodes to, and a name that says what it is where the sender gave none: the subject of an
 * attached mail, "invite.ics", "document.pdf". with_md5 as in parse_mail().
 */
void document_add(
    struct evidence *evidence, const struct mime_part *part, const char *bytes, bool with_md5);

/*
 * The part (of type text/html) becomes the HTML of evidence, with charset (NULL: not known)
 * where that is a word that may stand in a field of HTTP. Nothing when it would need too many
 * steps.
 */
void document_set_html(struct evidence *evidence, const struct mime_part *part,
    const char *bytes, const char *charset);

#endif
