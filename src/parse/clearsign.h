/* clearsign: text signed with OpenPGP within itself (RFC 4880 §7, RFC 9580 §7) without its
 * armour. */
#ifndef TURNO_PARSE_CLEARSIGN_H
#define TURNO_PARSE_CLEARSIGN_H

/* The text as its writer wrote it: armour lines, their headers and the signature gone, "- " at
 * line starts taken back. NULL when it holds no signed text. Whether the signature is good is
 * not asked. Caller frees. */
char *clearsign_strip(const char *text);

#endif
