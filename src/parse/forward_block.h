/*
 * forward_block: a mail that stands in the text of another one, as clients put it there: a line
 * that announces it, a header in the client's language, its text. Forwards and the answers of
 * some clients look the same here; forward.h tells them apart. One pass, no recursion; what is
 * looked at ahead is bounded.
 */
#ifndef TURNO_PARSE_FORWARD_BLOCK_H
#define TURNO_PARSE_FORWARD_BLOCK_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "parse/language.h"

/* How the embedded mail begins. */
enum forward_form {
	FORWARD_FORM_MARK,       /* "---- Forwarded message ----" and a header */
	FORWARD_FORM_ORIGINAL,   /* "---- Original message ----" and a header */
	FORWARD_FORM_HEADER,     /* a header alone, as Outlook has it */
	FORWARD_FORM_INTRODUCED, /* "On 3 May, A B <a@b> wrote:" instead of a header */
};

struct forward_block {
	enum forward_form form;
	unsigned fields;      /* enum language_header, added up */
	bool is_nested;       /* it stands in the quote of an answer */
	bool is_after_answer; /* somewhere above it an answer's quote is introduced */
	bool is_english;      /* its sender is called "From" */
	bool answers_with_vs; /* its language has "VS:" for answers */
	size_t above;         /* what stands before it ends here */
	size_t begin;         /* its header begins here */
	size_t body;          /* its text begins here */
	unsigned level;       /* quote marks in front of each line of it */
	/* Values as written, on one line; "" when missing. */
	GString *from, *to, *cc, *date, *subject;
};

/*
 * Finds the first embedded mail of text (valid UTF-8). with_introduced: a line that introduces
 * what follows counts too: only who knows from elsewhere that the mail is a forward may ask for
 * it. NULL when there is none. Caller frees with forward_block_free().
 */
struct forward_block *forward_block_find(const char *text, bool with_introduced);
void forward_block_free(struct forward_block *block);
typedef struct forward_block ForwardBlock; /* only for g_autoptr(ForwardBlock) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ForwardBlock, forward_block_free)

/* The text of the embedded mail without the quote marks and the indent that all its lines
 * share, up to the line that says it ends. Caller frees. */
char *forward_block_body(const char *text, const struct forward_block *block);

#endif
