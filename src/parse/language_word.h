/*
 * language_word: the tables of language_table.h, folded and hashed once per process, and the
 * letters that the searches of language.c pass over. Strings are valid UTF-8.
 */
#ifndef TURNO_PARSE_LANGUAGE_WORD_H
#define TURNO_PARSE_LANGUAGE_WORD_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define LANGUAGE_MONTH_UNSURE 13u
#define LANGUAGE_WORD_BYTES 128u /* of a folded word, NUL included; longer ones are none */

/* What a word means, by where it stands. */
struct language_word {
	unsigned header; /* enum language_header */
	unsigned mark;   /* enum language_mark */
	unsigned prefix; /* enum language_prefix */
	unsigned month;  /* 1 to 12; 0 none; LANGUAGE_MONTH_UNSURE: languages differ */
	bool is_morning, is_afternoon;
	bool is_other_than_vs; /* a header word of a language that has not "VS:" as answer */
};

/*
 * Looks a word up: letters without case, final sigma as sigma, runs of blanks of any kind as
 * one blank, invisible characters and blanks at the ends left out. NULL when it is none.
 */
const struct language_word *language_word_find(const char *word, size_t size);

/* The kind of a line of at least two dashes that only begins with words of the table
 * ("Forwarded by X on Monday"): an enum language_mark. */
unsigned language_word_find_start(const char *core, size_t size);

/* How many bytes at the start are a character that nobody sees: marks of direction, zero width
 * blanks, byte order marks; 0 when the first is none. */
size_t language_invisible_size(const char *at, size_t size);

/* The same for blanks of any width, and invisible ones. */
size_t language_blank_size(const char *at, size_t size);

/* The same for a colon, ASCII or full width. */
size_t language_colon_size(const char *at, size_t size);

/* The same for a dash of any length and what stands for one (- _ = ~ * #). */
size_t language_dash_size(const char *at, size_t size);

#endif
