/* quote_word: the words of the line above a quote ("On … X wrote:") by language. Only tables
 * and their lookup; what follows from them is told by quote_attribution. Lower-case UTF-8. */
#ifndef TURNO_PARSE_QUOTE_WORD_H
#define TURNO_PARSE_QUOTE_WORD_H

#include <stdbool.h>
#include <stddef.h>

/* What a word can be in "On 3 May 2026 at 10:00, X wrote:"; bits. */
enum quote_word {
	QUOTE_WORD_OPENER = 1, /* begins it: "on", "il", "am", "quoting" */
	QUOTE_WORD_VERB = 2,   /* "wrote", "schrieb" */
	QUOTE_WORD_PARTICIPLE =
	    4,                    /* a verb only with its auxiliary: "scritto", "geschrieben" */
	QUOTE_WORD_AUXILIARY = 8, /* "ha", "hat", "heeft"; also "het volgende", "below" */
	QUOTE_WORD_OBJECT = 16,   /* "mi", "me", "uns": a person tells it, no program */
	QUOTE_WORD_PARTICLE = 32, /* of names: "de", "von", "via" */
	QUOTE_WORD_QUOTING = 64,  /* "Quoting X:", with no other verb */
};

/* Bits of the whole word (a run of letters); 0 when it is in no table. */
unsigned quote_word_find(const char *word, size_t size);

/* Does the text end with a verb of a language that does not divide its words ("写道")? */
bool quote_word_ends_with_verb(const char *text, size_t size);

#endif
