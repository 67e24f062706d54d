/* cue: what the mark-up of a mail says about whose words a line is. html_to_text() finds them,
 * quote_split() uses them. */
#ifndef TURNO_PARSE_CUE_H
#define TURNO_PARSE_CUE_H

#include <glib.h>
#include <stdbool.h>

#define CUE_TO_END G_MAXUINT

enum cue_kind {
	CUE_ATTRIBUTION, /* the line that introduces a quote ("On … X wrote:") */
	CUE_QUOTE,
	CUE_SIGNATURE,
};

struct cue {
	enum cue_kind kind;
	/* Programs write this mark-up, and for nothing else. A weak one (a bare blockquote) is
	 * a hint that the text has to confirm. */
	bool is_strong;
	/* Lines of the text, counted from 0: the first, and the one behind the last;
	 * CUE_TO_END: all that follows. */
	guint begin, end;
};

/* A list of cues in the order of their begins; one may lie within another. Caller frees with
 * g_array_unref(). */
GArray *cue_list_new(void);

/* Appends what was found in a text that begins at line `line` of the whole. */
void cue_list_append(GArray *list, const GArray *more, guint line);

#endif
