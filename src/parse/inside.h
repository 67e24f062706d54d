/* inside: a mail whose message is another mail that it carries: an envelope of certified mail,
 * a signed message that is one opaque block. */
#ifndef TURNO_PARSE_INSIDE_H
#define TURNO_PARSE_INSIDE_H

#include <stdbool.h>

struct evidence;
struct mime_part;

/* The texts, and the marks about them, become those of the mail inside, unless that has none.
 * True when they did; inside then has those of the mail around it. */
bool inside_take_text(struct evidence *evidence, struct evidence *inside);

/* What it answers, forwards and reports, whether a machine made it become those of the mail
 * inside, where that says anything. */
void inside_take_nature(struct evidence *evidence, struct evidence *inside);

/* Its attachments are added in front, by their places in the whole mail (bytes), of which it is
 * that part; inside has none then. */
void inside_take_attachments(struct evidence *evidence, struct evidence *inside,
    const struct mime_part *part, const char *bytes);

#endif
