/*
 * html: HTML of any quality becomes text that a person can read. A tokenizer and no tree: its
 * time is linear in the input whatever the input is, where tree builders are quadratic on
 * purpose-made mail. Nothing of the HTML survives as HTML.
 */
#ifndef TURNO_PARSE_HTML_H
#define TURNO_PARSE_HTML_H

#include <glib.h>
#include <stdbool.h>

/*
 * Text of valid UTF-8 html (NUL-terminated): paragraphs and lines, list marks, table cells
 * divided by tabs, link targets in angle brackets where the text does not show them, quotes
 * marked by "> ". Scripts, styles, comments and hidden elements are left out. Where the mark-up
 * tells that lines are quoted or a signature, cues (see cue.h; may be NULL) are added to
 * ret_cues. It ends somewhere behind
 * 4 * LIMIT_TEXT_BYTES. Caller frees.
 */
char *html_to_text(const char *html, GArray *ret_cues);

/* Does the text begin as a document of HTML does? Some programs send those as text/plain. */
bool html_is_document(const char *text);

#endif
