#include "config.h"
#include "cli/csv.h"

#include <csv.h>
#include <jansson.h>
#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "base/limit.h"

/* The states of struct csv_parser, which libcsv documents by its source only. */
enum { ROW_NOT_BEGUN = 0, FIELD_BEGUN = 2 };

struct reader {
	json_t *rows;
	json_t *fields; /* of the row that is being read; NULL between rows */
	json_int_t line, row_line;
	bool is_too_long;
};

static void
take_field(void *text, size_t length, void *context)
{
	struct reader *reader = context;

	if (reader->fields == NULL)
		reader->fields = json_array();
	if (length > LIMIT_CSV_FIELD_BYTES ||
	    json_array_size(reader->fields) >= LIMIT_CSV_FIELDS)
		reader->is_too_long = true;
	else
		json_array_append_new(
		    reader->fields, json_stringn(text != NULL ? text : "", length));
}

static bool
is_empty(const json_t *fields)
{
	for (size_t i = 0; i < json_array_size(fields); i++)
		if (json_string_length(json_array_get(fields, i)) > 0)
			return false;
	return true;
}

static void
take_row(int terminator, void *context)
{
	struct reader *reader = context;

	(void)terminator;
	if (reader->fields != NULL && !is_empty(reader->fields))
		json_array_append_new(
		    reader->rows, json_pack("{s:I, s:O}", "line", reader->row_line, "fields",
				      reader->fields));
	g_clear_pointer(&reader->fields, json_decref);
	reader->is_too_long |= json_array_size(reader->rows) > LIMIT_CSV_ROWS;
}

/* The one of , ; and tab that stands most often in the first line, outside quotes. */
static unsigned char
find_delimiter(const char *text, size_t size)
{
	static const char candidates[] = ",;\t";
	size_t counts[sizeof candidates] = {0}, best = 0;
	bool is_quoted = false;

	for (size_t i = 0; i < size && (is_quoted || strchr("\r\n", text[i]) == NULL); i++) {
		const char *found = strchr(candidates, text[i]);
		is_quoted ^= text[i] == '"';
		if (found != NULL && !is_quoted)
			counts[found - candidates]++;
	}
	for (size_t i = 1; candidates[i] != '\0'; i++)
		if (counts[i] > counts[best])
			best = i;
	return (unsigned char)candidates[best];
}

/* bytes as UTF-8 without a byte order mark. Caller frees. */
static char *
decode(const char *bytes, size_t size, gsize *ret_size, GError **error)
{
	char *text;

	if (size > LIMIT_CSV_BYTES)
		error_set(error, ERROR_REJECT, "the file is larger than %u MiB",
		    LIMIT_CSV_BYTES >> 20);
	else if (memchr(bytes, '\0', size) != NULL)
		error_set(error, ERROR_REJECT,
		    "the file is no text: save it as CSV, in UTF-8 or Latin-1");
	else if (g_utf8_validate(bytes, (gssize)size, NULL)) {
		bool has_mark = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
		*ret_size = size - (has_mark ? 3 : 0);
		return g_strndup(bytes + (has_mark ? 3 : 0), *ret_size);
	} else {
		text = g_convert_with_fallback(
		    bytes, (gssize)size, "UTF-8", "WINDOWS-1252", "?", NULL, ret_size, NULL);
		if (text != NULL)
			return text;
		error_set(error, ERROR_REJECT, "the file is neither UTF-8 nor Latin-1");
	}
	return NULL;
}

/* One byte at a time, so that the line where a row begins is known. */
static bool
parse(struct csv_parser *parser, struct reader *reader, const char *text, size_t size,
    GError **error)
{
	for (size_t i = 0; i < size && !reader->is_too_long; i++) {
		if (reader->fields == NULL && parser->pstate == ROW_NOT_BEGUN)
			reader->row_line = reader->line;
		if (csv_parse(parser, text + i, 1, take_field, take_row, reader) != 1)
			return error_set(error, ERROR_REJECT, "line %d: %s", (int)reader->line,
			    csv_strerror(csv_error(parser)));
		if (text[i] == '\n' ||
		    (text[i] == '\r' && (i + 1 == size || text[i + 1] != '\n')))
			reader->line++;
	}
	if (parser->quoted && parser->pstate == FIELD_BEGUN)
		return error_set(error, ERROR_REJECT,
		    "line %d: a quote is opened and never closed", (int)reader->row_line);
	csv_fini(parser, take_field, take_row, reader);
	if (reader->is_too_long)
		return error_set(error, ERROR_REJECT,
		    "line %d: more than %u rows, %u fields in a row or %u bytes in a field",
		    (int)reader->row_line, LIMIT_CSV_ROWS, LIMIT_CSV_FIELDS,
		    LIMIT_CSV_FIELD_BYTES);
	return true;
}

json_t *
csv_read(const char *bytes, size_t size_bytes, GError **error)
{
	struct reader reader = {.rows = json_array(), .line = 1, .row_line = 1};
	struct csv_parser parser;
	gsize size = 0;
	g_autofree char *text = decode(bytes, size_bytes, &size, error);
	bool is_good = false;

	if (text != NULL && csv_init(&parser, 0) == 0) {
		csv_set_delim(&parser, find_delimiter(text, size));
		is_good = parse(&parser, &reader, text, size, error);
		csv_free(&parser);
	}
	if (is_good && json_array_size(reader.rows) == 0)
		is_good = error_set(error, ERROR_REJECT, "the file holds no row of headings");
	g_clear_pointer(&reader.fields, json_decref);
	if (!is_good)
		g_clear_pointer(&reader.rows, json_decref);
	return reader.rows;
}
