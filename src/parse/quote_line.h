/* quote_line: the lines of a mail's text, and what a single one looks like whatever its
 * language: a quote mark, a rule, an empty line. All text is valid UTF-8. */
#ifndef TURNO_PARSE_QUOTE_LINE_H
#define TURNO_PARSE_QUOTE_LINE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define QUOTE_FOLD_BYTES 640u

enum quote_kind { QUOTE_TEXT, QUOTE_BLANK, QUOTE_QUOTED, QUOTE_SIGNATURE };

struct quote_line {
	const char *at; /* borrowed; not NUL-terminated */
	guint32 size;   /* bytes, without the line end */
	guint8 kind;    /* enum quote_kind */
	bool is_marked; /* begins with a quote mark */
	bool is_weak;   /* marked for an indentation that need not be a quote */
	bool is_intro;  /* stands above a quote and says whose it is */
};

/* The lines of text, which must outlive them; kind is TEXT, BLANK or QUOTED (marked ones).
 * Caller frees with g_array_unref(). */
GArray *quote_line_split(const char *text);

/* Borrowed from lines. */
struct quote_line *quote_line_at(const GArray *lines, guint index);

/* Sets the kind of the lines [from, to) that are not blank. */
void quote_line_mark(GArray *lines, guint from, guint to, enum quote_kind kind);

/* First line from `index` that is not blank; lines->len when there is none. */
guint quote_line_next_filled(const GArray *lines, guint index);

/*
 * The line in lower case, without white space, emphasis (* _), invisible characters and, when
 * is_bare, without any other mark that is no letter or digit at both ends: NUL-terminated in
 * folded, cut at QUOTE_FOLD_BYTES - 1. Returns its size.
 */
size_t quote_line_fold(
    const struct quote_line *line, bool is_bare, char folded[QUOTE_FOLD_BYTES]);

/* "____", "-----", "* * *", "—": nothing but such marks, `least` of them or more. */
bool quote_line_is_rule(const struct quote_line *line, unsigned least);

/* "----- Messaggio da X ---------": words between dashes. */
bool quote_line_is_dashed(const struct quote_line *line);

/* Bytes of the quote mark and the blanks around it at the start of the line: "> ", " >> > ",
 * "&gt; ", "MR> " ; 0 none. */
size_t quote_line_prefix(const char *at, size_t size);

#endif
