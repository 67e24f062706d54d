/* GMarkup knows no entities but the five and never loads anything; a declaration of a document
 * type is refused here. */
#include "config.h"
#include "parse/daticert.h"

#include <glib.h>
#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence_pec.h"
#include "parse/address.h"
#include "parse/charset.h"

#define DEPTH_MAX 6u     /* the deepest known element is the fourth */
#define VALUE_BYTES 998u /* of any value */

/* What an element's text is. */
enum form {
	FORM_LINE,
	FORM_ADDRESS,
	FORM_ID, /* may stand in < > */
};

/* An element by its place: its parent and its name. */
static const struct element {
	const char *parent, *name;
	enum form form;
	size_t offset; /* of a char *, or of a GPtrArray * of them */
	bool is_list;
} elements[] = {
    {"intestazione", "mittente", FORM_ADDRESS, offsetof(struct evidence_pec, sender), false},
    {"intestazione", "destinatari", FORM_ADDRESS, offsetof(struct evidence_pec, recipients),
	true},
    {"intestazione", "risposte", FORM_ADDRESS, offsetof(struct evidence_pec, reply_to), false},
    {"intestazione", "oggetto", FORM_LINE, offsetof(struct evidence_pec, original_subject),
	false},
    {"dati", "gestore-emittente", FORM_LINE, offsetof(struct evidence_pec, provider), false},
    {"dati", "identificativo", FORM_ID, offsetof(struct evidence_pec, identifier), false},
    {"dati", "msgid", FORM_ID, offsetof(struct evidence_pec, ref_message_id), false},
    {"dati", "consegna", FORM_ADDRESS, offsetof(struct evidence_pec, delivered_to), false},
    {"dati", "ricezione", FORM_ADDRESS, offsetof(struct evidence_pec, received), true},
    {"dati", "errore-esteso", FORM_LINE, offsetof(struct evidence_pec, error_ext), false},
};

struct reader {
	struct evidence_pec *pec;
	GString *text; /* of the innermost element so far */
	unsigned depth;
	bool has_root, is_cut;
	char *recipient_type;
	char *day, *time, *zone;
};

static void
set(char **field, const char *text)
{
	g_free(*field);
	*field = text_clean_line(text, strlen(text));
	text_truncate(*field, VALUE_BYTES);
}

static void
refuse(GError **error, const char *problem)
{
	g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, problem);
}

static void
start(GMarkupParseContext *context, const char *name, const char **names, const char **values,
    void *data, GError **error)
{
	struct reader *reader = data;

	(void)context;
	if (++reader->depth > DEPTH_MAX) {
		refuse(error, "too deep");
		return;
	}
	if (reader->depth == 1) {
		if (strcmp(name, "postacert") != 0)
			refuse(error, "another document");
		reader->has_root = true;
	}
	g_string_truncate(reader->text, 0);
	if (strcmp(name, "destinatari") == 0)
		set(&reader->recipient_type, "");
	for (; *names != NULL; names++, values++) {
		bool is_type = strcmp(*names, "tipo") == 0;

		if (strcmp(name, "postacert") == 0 && is_type)
			set(&reader->pec->data_kind, *values);
		else if (strcmp(name, "postacert") == 0 && strcmp(*names, "errore") == 0)
			set(&reader->pec->error, *values);
		else if (strcmp(name, "destinatari") == 0 && is_type)
			set(&reader->recipient_type, *values);
		else if (strcmp(name, "ricevuta") == 0 && is_type)
			set(&reader->pec->receipt_type, *values);
		else if (strcmp(name, "data") == 0 && strcmp(*names, "zona") == 0)
			set(&reader->zone, *values);
	}
}

static char *
value_of(const char *text, enum form form)
{
	g_autofree char *line = text_clean_line(text, strlen(text));
	size_t size = strlen(line);

	if (form == FORM_ADDRESS)
		return address_normalise(line);
	if (form == FORM_ID && size >= 2 && line[0] == '<' && line[size - 1] == '>') {
		line[size - 1] = '\0';
		return g_strdup(line + 1);
	}
	text_truncate(line, VALUE_BYTES);
	return g_steal_pointer(&line);
}

static void
add_to_list(struct reader *reader, GPtrArray *list, char *value)
{
	if (value[0] == '\0' || list->len >= LIMIT_ADDRESSES) {
		reader->is_cut = reader->is_cut || value[0] != '\0';
		g_free(value);
		return;
	}
	g_ptr_array_add(list, value);
	if (list == reader->pec->recipients)
		g_ptr_array_add(reader->pec->recipient_types, g_strdup(reader->recipient_type));
}

static void
take(struct reader *reader, const char *parent, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(elements); i++) {
		const struct element *element = &elements[i];
		void *member = (char *)reader->pec + element->offset;

		if (strcmp(element->name, name) != 0 || strcmp(element->parent, parent) != 0)
			continue;
		char *value = value_of(reader->text->str, element->form);
		if (element->is_list) {
			add_to_list(reader, *(GPtrArray **)member, value);
		} else {
			g_free(*(char **)member);
			*(char **)member = value;
		}
		return;
	}
	if (strcmp(parent, "data") == 0 && strcmp(name, "giorno") == 0)
		set(&reader->day, reader->text->str);
	else if (strcmp(parent, "data") == 0 && strcmp(name, "ora") == 0)
		set(&reader->time, reader->text->str);
}

static void
end(GMarkupParseContext *context, const char *name, void *data, GError **error)
{
	struct reader *reader = data;
	const GSList *stack = g_markup_parse_context_get_element_stack(context);

	(void)error;
	if (stack->next != NULL)
		take(reader, stack->next->data, name);
	g_string_truncate(reader->text, 0);
	reader->depth--;
}

static void
text(GMarkupParseContext *context, const char *bytes, gsize size, void *data, GError **error)
{
	struct reader *reader = data;

	(void)context;
	(void)error;
	g_string_append_len(reader->text, bytes, (gssize)size);
}

/* Comments, processing instructions, and what must not be there. */
static void
passthrough(
    GMarkupParseContext *context, const char *bytes, gsize size, void *data, GError **error)
{
	(void)context;
	(void)data;
	if (size >= 9 && g_ascii_strncasecmp(bytes, "<!DOCTYPE", 9) == 0)
		refuse(error, "a document type");
}

/* Numbers of two digits (the year has four), one of signs between them: "d/d/y". */
static bool
read_numbers(const char *text, const char *shape, unsigned *ret_numbers)
{
	for (; *shape != '\0'; shape++) {
		if (*shape != 'd' && *shape != 'y') {
			if (*text++ != *shape)
				return false;
			continue;
		}
		*ret_numbers = 0;
		for (unsigned left = *shape == 'y' ? 4 : 2; left > 0; left--, text++) {
			if (!g_ascii_isdigit(*text))
				return false;
			*ret_numbers = 10 * *ret_numbers + (unsigned)(*text - '0');
		}
		ret_numbers++;
	}
	return *text == '\0';
}

/* "31/12/2026", "10:00:00", "+0100" → RFC 3339; "" unless all of it is such. */
static char *
date_of(const struct reader *reader)
{
	unsigned day[3], time[3], zone[2];
	char sign = reader->zone[0];

	if (!read_numbers(reader->day, "d/d/y", day) ||
	    !read_numbers(reader->time, "d:d:d", time) || (sign != '+' && sign != '-') ||
	    !read_numbers(reader->zone + 1, "dd", zone) || day[1] == 0 || day[1] > 12 ||
	    !g_date_valid_dmy((GDateDay)day[0], (GDateMonth)day[1], (GDateYear)day[2]) ||
	    time[0] > 23 || time[1] > 59 || time[2] > 59 || zone[0] > 14 || zone[1] > 59)
		return g_strdup("");
	return g_strdup_printf("%04u-%02u-%02uT%02u:%02u:%02u%c%02u:%02u", day[2], day[1],
	    day[0], time[0], time[1], time[2], sign, zone[0], zone[1]);
}

/* The charset that <?xml … encoding="…"?> names; NULL none. */
static char *
encoding_of(const char *bytes, size_t size)
{
	g_autofree char *head = g_strndup(bytes, MIN(size, 200));
	char *close = strstr(head, "?>");
	const char *name = NULL;

	if (close != NULL)
		*close = '\0';
	if (close != NULL && (name = strstr(head, "encoding")) != NULL)
		name = strpbrk(name, "\"'");
	const char *quote = name != NULL ? strchr(name + 1, *name) : NULL;
	return quote != NULL ? g_strndup(name + 1, (gsize)(quote - name) - 1) : NULL;
}

static bool
read_document(struct reader *reader, const char *bytes, size_t size)
{
	static const GMarkupParser parser = {start, end, text, passthrough, NULL};
	g_autofree char *charset = encoding_of(bytes, size);
	g_autofree char *document = charset_decode(bytes, size, charset, NULL);
	GMarkupParseContext *context =
	    g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, reader, NULL);
	const char *first = strchr(document, '<'); /* past a byte order mark, blanks */
	bool is_read =
	    first != NULL &&
	    g_markup_parse_context_parse(context, first, (gssize)strlen(first), NULL) &&
	    g_markup_parse_context_end_parse(context, NULL) && reader->has_root;

	g_markup_parse_context_free(context);
	return is_read;
}

bool
daticert_read(const char *bytes, size_t size_bytes, struct evidence_pec *pec, bool *ret_is_cut)
{
	struct reader reader = {.pec = pec,
	    .text = g_string_new(NULL),
	    .recipient_type = g_strdup(""),
	    .day = g_strdup(""),
	    .time = g_strdup(""),
	    .zone = g_strdup("")};
	bool is_read =
	    size_bytes <= LIMIT_DATICERT_BYTES && read_document(&reader, bytes, size_bytes);

	if (is_read) {
		g_free(pec->date);
		pec->date = date_of(&reader);
		*ret_is_cut = reader.is_cut;
	}
	g_string_free(reader.text, TRUE);
	g_free(reader.recipient_type);
	g_free(reader.day);
	g_free(reader.time);
	g_free(reader.zone);
	return is_read;
}
