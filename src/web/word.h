/* word: tables of the words that the database uses, "kind.word", and what people read instead.
 */
#ifndef TURNO_WEB_WORD_H
#define TURNO_WEB_WORD_H

struct word {
	const char *key;
	const char *english;
};

/* Words of incoming mail, and of the administration; each ends with a row without a key. */
extern const struct word word_mail[];
extern const struct word word_office[];

#endif
