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

/* A text part as a person reads it. All zero: not read yet. */
struct reading {
	char *text;   /* cleaned, at most LIMIT_TEXT_BYTES */
	GArray *cues; /* what mark-up told of its lines, see cue.h */
	bool is_repaired, is_truncated;
};

/* Reads one text part. *budget_bytes of decoded text may be read for it, and are less then by
 * what it had; what lies beyond is cut off. Caller clears with body_text_clear(). */
void body_text_read(const struct mime_part *part, const char *bytes, size_t *budget_bytes,
    struct reading *ret_reading);
void body_text_clear(struct reading *reading);

/* The lines that tell of an invitation; with_description adds its own text. NULL when there is
 * nothing to tell. Caller frees. */
char *body_calendar_text(struct evidence *evidence, const struct mime_part *part,
    const char *bytes, bool with_description);

#endif
