/* body_text: the readable text of one part, from whatever form it has. */
#ifndef TURNO_PARSE_BODY_TEXT_H
#define TURNO_PARSE_BODY_TEXT_H

#include <glib.h>
#include <stdbool.h>

struct evidence;
struct mime_part;

/* Forms of text, the one that reads best first. */
enum form { FORM_PLAIN, FORM_HTML, FORM_ENRICHED, FORM_RICHTEXT, FORM_RTF, FORM_NONE };

/* By the type of the part. */
enum form body_form_of(const struct mime_part *part);

/* An invitation, whatever becomes of it. */
bool body_is_calendar(const struct mime_part *part);

/* The readable text of one text part, cleaned; at most LIMIT_TEXT_BYTES. evidence gets the
 * marks "repaired" and "truncated", ret_cues (may be NULL) what mark-up told. Caller frees. */
char *body_part_text(struct evidence *evidence, const struct mime_part *part, const char *bytes,
    GArray *ret_cues);

/* The lines that tell of an invitation; with_description adds its own text. NULL when there is
 * nothing to tell. Caller frees. */
char *body_calendar_text(struct evidence *evidence, const struct mime_part *part,
    const char *bytes, bool with_description);

#endif
