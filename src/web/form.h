/*
 * form: the fields of a request, from the query, a urlencoded body or a multipart body, checked
 * against the list that the route names. Every form may carry csrf and form_key, every page
 * done; any other field that the route does not name is dropped. A number, word or key left
 * empty is as good as absent.
 */
#ifndef TURNO_WEB_FORM_H
#define TURNO_WEB_FORM_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#include "web/io.h"
#include "web/multipart.h"
#include "web/request.h"

#define FORM_BYTES (1u << 20) /* all fields together, files apart */
#define FORM_FIELDS 1000u

enum field_kind {
	FIELD_LINE,    /* one line of text, trimmed */
	FIELD_TEXT,    /* several lines */
	FIELD_SECRET,  /* taken as it is (a password) */
	FIELD_FLAG,    /* a check box: true when present */
	FIELD_NUMBER,  /* decimal, 1 .. 2^53 */
	FIELD_NUMBERS, /* the same, any number of times: an array */
	FIELD_LINES,   /* lines, any number of times: an array */
	FIELD_WORD,    /* a-z and underscore */
	FIELD_KEY,     /* A-Z a-z 0-9 . - _ */
};

struct field {
	/* NULL ends a list; "a.b" becomes member b of the object a, "a.*" is any such b (a-z,
	 * 0-9 and underscore): fields that the office has named. */
	const char *name;
	enum field_kind kind;
	size_t limit_bytes; /* a longer value is the error "long" */
};

struct form {
	json_t *values; /* object: name → string, true, integer, array, or object */
	json_t *errors; /* object: name (the b of a.b) → word of message_word "error" */
};

/* An empty form. Caller frees. */
struct form *form_new(void);
void form_free(struct form *form);
typedef struct form Form; /* only for g_autoptr(Form) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Form, form_free)

/* What was said for a line, text, secret, word or key; "" when nothing was. Borrowed. */
const char *form_text(const struct form *form, const char *name);

/* Takes one field: finds it in fields, checks it, puts it into values (and its error into
 * errors; a text too long is kept). value: value_size bytes, any content. */
void form_add(struct form *form, const struct field *fields, const char *name,
    const char *value, size_t value_size);

/* Takes every field of a query string or urlencoded body. REJECT when it is malformed (a bad
 * %-escape, not UTF-8) or has too many fields. */
bool form_add_encoded(
    struct form *form, const struct field *fields, const char *encoded, GError **error);

/* Where the files of a multipart form go; see part_sink. begin is called once per chosen file.
 */
struct form_files {
	void *context;
	bool (*begin)(
	    void *context, const struct form *form, const struct part *part, GError **error);
	bool (*data)(void *context, const void *bytes, size_t size_bytes, GError **error);
	bool (*end)(void *context, GError **error);
};

/*
 * Reads the body of a POST into form; files stream to files (NULL: refused). REJECT when it is
 * malformed, RETRY when the browser stopped sending, or the error of files.
 */
bool form_read_body(struct form *form, const struct field *fields,
    const struct request *request, const struct io *io, const struct form_files *files,
    GError **error);

#endif
