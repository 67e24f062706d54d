/*
 * message: sentences for people, in their language. The source language is English; the Italian
 * catalogue po/it.po is compiled in, so nothing depends on the system's locales. A message that
 * the catalogue lacks comes out in English.
 */
#ifndef TURNO_WEB_MESSAGE_H
#define TURNO_WEB_MESSAGE_H

#include <stdint.h>

enum language { LANGUAGE_IT, LANGUAGE_EN };

/* Marks a message that is translated later, so that the catalogue's test finds it. */
#define N_(text) text

/* "it" → LANGUAGE_IT, "en" → LANGUAGE_EN, anything else (NULL too) → fallback. */
enum language language_parse(const char *tag, enum language fallback);

/* "it" or "en". Static. */
const char *language_tag(enum language language);

/*
 * The language that an Accept-Language field (RFC 9110 §12.5.4; NULL when absent) likes best
 * among ours; Italian when it names neither.
 */
enum language language_negotiate(const char *accept_language);

/* The text in language. Static. */
const char *message_text(enum language language, const char *english);

/* The form for count of a message with a plural; "%d" in it becomes count. Caller frees. */
char *message_count(
    enum language language, const char *english_one, const char *english_many, int64_t count);

/*
 * The sentence for a word of the database, named "kind.word": "turn.operator" → "Operator's
 * turn" in language. NULL when the word is not known. Static.
 */
const char *message_word(enum language language, const char *kind, const char *word);

#endif
