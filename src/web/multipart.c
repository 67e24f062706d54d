#include "config.h"
#include "web/multipart.h"

#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "base/text.h"

enum { BOUNDARY_MAX = 70 }; /* RFC 2046 §5.1.1 */

enum state {
	STATE_PREAMBLE, /* before the first delimiter */
	STATE_AFTER,    /* right after a delimiter: CRLF or "--" follows */
	STATE_HEADER,
	STATE_DATA,
	STATE_DONE, /* after the closing delimiter; the epilogue is ignored */
};

struct multipart {
	struct part_sink sink;
	enum state state;
	char *delimiter; /* CRLF "--" boundary */
	size_t delimiter_size;
	GByteArray *held; /* bytes not yet decided upon */
	unsigned parts;
};

/* The value of parameter name in a header field value: token or quoted string. Browsers write
 * %22 for a quote inside a name and no backslash escapes (HTML §4.10.21.8). NULL when absent.
 */
static char *
find_parameter(const char *value, const char *name)
{
	for (const char *p = strchr(value, ';'); p != NULL; p = strchr(p, ';')) {
		p += 1 + strspn(p + 1, " \t");
		size_t name_size = strcspn(p, "=;");
		bool is_it =
		    name_size == strlen(name) && g_ascii_strncasecmp(p, name, name_size) == 0;

		p += name_size;
		if (*p != '=')
			continue;
		p++;
		size_t size = *p == '"' ? strcspn(++p, "\"") : strcspn(p, "; \t");
		if (is_it)
			return g_strndup(p, size);
		p += size;
	}
	return NULL;
}

struct multipart *
multipart_new(const char *content_type, const struct part_sink *sink, GError **error)
{
	static const char wanted[] = "multipart/form-data";

	if (g_ascii_strncasecmp(content_type, wanted, sizeof wanted - 1) != 0) {
		error_set(error, ERROR_REJECT, "the form has an unknown type");
		return NULL;
	}
	g_autofree char *boundary = find_parameter(content_type, "boundary");
	if (boundary == NULL || *boundary == '\0' || strlen(boundary) > BOUNDARY_MAX) {
		error_set(error, ERROR_REJECT, "the form has no usable boundary");
		return NULL;
	}
	struct multipart *m = g_new0(struct multipart, 1);
	m->sink = *sink;
	m->delimiter = g_strconcat("\r\n--", boundary, NULL);
	m->delimiter_size = strlen(m->delimiter);
	m->held = g_byte_array_new();
	/* The first delimiter may stand at the very start: as if CRLF came before. */
	g_byte_array_append(m->held, (const guint8 *)"\r\n", 2);
	return m;
}

void
multipart_free(struct multipart *m)
{
	if (m == NULL)
		return;
	g_free(m->delimiter);
	g_byte_array_unref(m->held);
	g_free(m);
}

static void
drop(struct multipart *m, size_t size)
{
	g_byte_array_remove_range(m->held, 0, (guint)size);
}

/* Unescapes what browsers escape in names: %22, %0D, %0A. Then one clean line. */
static char *
clean_name(const char *raw, size_t limit)
{
	g_autoptr(GString) name = g_string_new(raw);

	g_string_replace(name, "%22", "\"", 0);
	g_string_replace(name, "%0D", " ", 0);
	g_string_replace(name, "%0A", " ", 0);
	char *clean = text_clean_line(name->str, name->len);
	text_truncate(clean, limit);
	return clean;
}

/* The last component of a path of any system; "file" when nothing is left of it. */
static char *
clean_filename(const char *raw)
{
	const char *base = raw;

	for (const char *p = raw; *p != '\0'; p++)
		if (*p == '/' || *p == '\\')
			base = p + 1;
	char *clean = clean_name(base, LIMIT_NAME_BYTES);
	if (*clean != '\0' && !g_str_equal(clean, ".") && !g_str_equal(clean, ".."))
		return clean;
	g_free(clean);
	return g_strdup("file");
}

/* The value of the field called name in a header block, trimmed; NULL when absent. */
static char *
find_field(char **lines, const char *name)
{
	size_t size = strlen(name);

	for (char **line = lines; *line != NULL; line++)
		if (g_ascii_strncasecmp(*line, name, size) == 0 && (*line)[size] == ':')
			return g_strstrip(g_strdup(*line + size + 1));
	return NULL;
}

static bool
begin_part(struct multipart *m, size_t header_size, GError **error)
{
	g_autofree char *header = g_strndup((const char *)m->held->data, header_size);
	g_auto(GStrv) lines = g_strsplit(header, "\r\n", 0);
	g_autofree char *disposition = find_field(lines, "Content-Disposition");
	g_autofree char *encoding = find_field(lines, "Content-Transfer-Encoding");
	g_autofree char *type = find_field(lines, "Content-Type");

	if (strlen(header) != header_size)
		return error_set(
		    error, ERROR_REJECT, "a part of the form has a NUL in its header");
	if (encoding != NULL) /* RFC 7578 §4.7: deprecated, and a second way to say the same */
		return error_set(
		    error, ERROR_REJECT, "a part of the form has a transfer encoding");
	if (disposition == NULL || g_ascii_strncasecmp(disposition, "form-data;", 10) != 0)
		return error_set(error, ERROR_REJECT, "a part of the form has no name");
	g_autofree char *raw_name = find_parameter(disposition, "name");
	if (raw_name == NULL)
		return error_set(error, ERROR_REJECT, "a part of the form has no name");
	g_autofree char *raw_filename = find_parameter(disposition, "filename");
	g_autofree char *name = clean_name(raw_name, 64);
	bool is_empty_file = raw_filename != NULL && *raw_filename == '\0';
	g_autofree char *filename = raw_filename == NULL ? NULL
				    : is_empty_file      ? g_strdup("")
							 : clean_filename(raw_filename);
	struct part part = {.name = name, .filename = filename};
	part.type = type != NULL && text_is_line_safe(type) && strlen(type) <= 127 ? type : "";
	return m->sink.begin(m->sink.context, &part, error);
}

/* Each step takes what it can from held: 1 go on, 0 more bytes are needed, -1 error. */
static int
step_preamble(struct multipart *m)
{
	guint8 *found = memmem(m->held->data, m->held->len, m->delimiter, m->delimiter_size);

	if (found == NULL) {
		if (m->held->len >= m->delimiter_size)
			drop(m, m->held->len - m->delimiter_size + 1);
		return 0;
	}
	drop(m, (size_t)(found - m->held->data) + m->delimiter_size);
	m->state = STATE_AFTER;
	return 1;
}

static int
step_after(struct multipart *m, GError **error)
{
	if (m->held->len < 2)
		return 0;
	if (memcmp(m->held->data, "--", 2) == 0) {
		m->state = STATE_DONE;
		return 1;
	}
	if (memcmp(m->held->data, "\r\n", 2) != 0) {
		error_set(error, ERROR_REJECT, "a delimiter of the form is malformed");
		return -1;
	}
	if (++m->parts > MULTIPART_PARTS) {
		error_set(error, ERROR_REJECT, "the form has too many parts");
		return -1;
	}
	drop(m, 2);
	m->state = STATE_HEADER;
	return 1;
}

static int
step_header(struct multipart *m, GError **error)
{
	size_t window = MIN(m->held->len, MULTIPART_HEADER_BYTES);
	guint8 *end = memmem(m->held->data, window, "\r\n\r\n", 4);

	if (end == NULL && m->held->len < MULTIPART_HEADER_BYTES)
		return 0;
	if (end == NULL) {
		error_set(error, ERROR_REJECT, "a part of the form has too large a header");
		return -1;
	}
	size_t size = (size_t)(end - m->held->data);
	if (!begin_part(m, size, error))
		return -1;
	drop(m, size + 4);
	m->state = STATE_DATA;
	return 1;
}

/* What might be the start of a delimiter stays in held. */
static int
step_data(struct multipart *m, GError **error)
{
	guint8 *found = memmem(m->held->data, m->held->len, m->delimiter, m->delimiter_size);
	size_t size = found != NULL                       ? (size_t)(found - m->held->data)
		      : m->held->len >= m->delimiter_size ? m->held->len - m->delimiter_size + 1
							  : 0;

	if (size > 0 && !m->sink.data(m->sink.context, m->held->data, size, error))
		return -1;
	drop(m, size);
	if (found == NULL)
		return 0;
	drop(m, m->delimiter_size);
	m->state = STATE_AFTER;
	return m->sink.end(m->sink.context, error) ? 1 : -1;
}

static int
step(struct multipart *m, GError **error)
{
	switch (m->state) {
	case STATE_PREAMBLE:
		return step_preamble(m);
	case STATE_AFTER:
		return step_after(m, error);
	case STATE_HEADER:
		return step_header(m, error);
	case STATE_DATA:
		return step_data(m, error);
	case STATE_DONE:
		drop(m, m->held->len);
		return 0;
	}
	return -1;
}

bool
multipart_push(struct multipart *m, const void *bytes, size_t size_bytes, GError **error)
{
	int result = 1;

	g_byte_array_append(m->held, bytes, (guint)size_bytes);
	while (result == 1)
		result = step(m, error);
	return result == 0;
}

bool
multipart_finish(struct multipart *m, GError **error)
{
	if (m->state != STATE_DONE)
		return error_set(error, ERROR_REJECT, "the form ended too early");
	return true;
}
