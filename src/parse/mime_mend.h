/*
 * mime_mend: parts of a mail that are not where MIME says: a multipart without boundary or
 * encoded as a whole, a file uuencoded within a text, the footer that a list put behind base64.
 * Each becomes a part like any other.
 */
#ifndef TURNO_PARSE_MIME_MEND_H
#define TURNO_PARSE_MIME_MEND_H

struct mime_tree;

/* bytes: the mail of the tree. */
void mime_mend(struct mime_tree *tree, const char *bytes);

#endif
