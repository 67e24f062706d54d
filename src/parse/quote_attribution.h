/* quote_attribution: the line above a quote, "On 3 May 2026 at 10:00, X wrote:", of any client
 * and language of quote_word's tables; it may be wrapped over several lines. */
#ifndef TURNO_PARSE_QUOTE_ATTRIBUTION_H
#define TURNO_PARSE_QUOTE_ATTRIBUTION_H

#include <glib.h>
#include <stdbool.h>

/* In how far it is one. */
enum quote_attribution {
	QUOTE_ATTRIBUTION_NONE,
	QUOTE_ATTRIBUTION_WEAK,    /* when marked lines follow */
	QUOTE_ATTRIBUTION_STRONG,  /* the same, with a date */
	QUOTE_ATTRIBUTION_CERTAIN, /* even when the quoted lines have no marks */
};

/*
 * Does an attribution end in line `end` of lines (of struct quote_line)? *ret_begin is its
 * first line, at most three above and not above `least`. A text on one line costs the same
 * wherever it stands; at most 500 bytes are looked at.
 */
enum quote_attribution quote_attribution_find(
    const GArray *lines, guint least, guint end, guint *ret_begin);

/* The same for one line of size bytes, its quote marks left out. */
enum quote_attribution quote_attribution_judge(const char *at, gsize size);

#endif
