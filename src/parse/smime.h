/* smime: mail that is signed as one block (RFC 8551 §3.5.2): the message lies within a CMS
 * message, application/pkcs7-mime. */
#ifndef TURNO_PARSE_SMIME_H
#define TURNO_PARSE_SMIME_H

#include <stdbool.h>

struct mime_part;
struct mime_tree;

/* True for a type application/pkcs7-mime or its older name. */
bool smime_is_block(const struct mime_part *part);

/*
 * Puts what lies in such blocks into the tree as parts, behind each. A signed document that is
 * attached (documento.pdf.p7m) holds no parts and stays what it is; so does what is encrypted.
 * bytes: the mail of the tree.
 */
void smime_unwrap(struct mime_tree *tree, const char *bytes);

#endif
