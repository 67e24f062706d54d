/*
 * quote_phrase: what clients, providers and people write under their texts, by language: marks
 * of devices, closing formulas, legal notices, footers of lists. Only tables and their lookup;
 * what follows from them is told by quote_signature. Everything is folded (quote_line_fold).
 */
#ifndef TURNO_PARSE_QUOTE_PHRASE_H
#define TURNO_PARSE_QUOTE_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

/* A line that a device, an app or a virus scanner puts under a mail, whole and folded:
 * "sent from my iphone", "inviato da outlook per android <https://…>". */
bool quote_phrase_is_device_line(const char *line, size_t size);

/* A line below which everything is quoted: "please reply above this line", "previous
 * replies"; folded, without the marks around it. */
bool quote_phrase_is_reply_above(const char *line);

/* "distinti saluti", "kind regards, mario": a closing formula; folded. */
bool quote_phrase_is_closing(const char *line, size_t size);

/* Says the sender that his answers stand within the quoted text ("risposte in rosso")? Folded.
 */
bool quote_phrase_announces_inline(const char *text);

/* Things that people send in a block of short lines because they are asked for them ("codice
 * fiscale", "iban"): no signature. Folded. */
bool quote_phrase_has_data(const char *line);

/* Speaks the line of contacts ("il mio nuovo numero")? Then those below it are no signature. */
bool quote_phrase_names_contacts(const char *line);

/* How surely a paragraph at the end of a text was written by no person. */
enum quote_boilerplate {
	QUOTE_BOILERPLATE_NONE,
	QUOTE_BOILERPLATE_TITLE, /* only a title: "avviso di riservatezza" */
	QUOTE_BOILERPLATE_PART,  /* of a legal notice, perhaps */
	QUOTE_BOILERPLATE_NOTICE, /* a legal notice: it is confidential, and received in error …
				   */
	QUOTE_BOILERPLATE_FOOTER, /* of a list; "think before you print" */
};
enum quote_boilerplate quote_phrase_judge_paragraph(const char *paragraph);

/* Can a legal notice begin here? text: a line, or two. */
bool quote_phrase_begins_notice(const char *text);

#endif
