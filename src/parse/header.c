#include "config.h"
#include "parse/header.h"

#include <string.h>

#include "base/limit.h"
#include "parse/charset.h"
#include "parse/parameter.h"
#include "parse/word.h"

struct field {
	const char *name;
	size_t name_size;
	const char *value;
	size_t value_size;
	guint32 name_hash;
};

struct header {
	GArray *fields;
	size_t body_offset;
	bool is_over_limit;
	char *charset; /* of the text, where a field may need it; NULL unknown */
};

/* field-name = 1*ftext, %d33-57 / %d59-126; blanks before the colon are met in the wild. */
static size_t
name_size(const char *line, size_t size)
{
	size_t n = 0;

	while (n < size && line[n] > 32 && line[n] < 127 && line[n] != ':')
		n++;
	size_t colon = n;
	while (colon < size && (line[colon] == ' ' || line[colon] == '\t'))
		colon++;
	return n > 0 && colon < size && line[colon] == ':' ? n : 0;
}

static size_t
line_size(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));

	return newline != NULL ? (size_t)(newline - at) + 1 : (size_t)(end - at);
}

static bool
is_empty_line(const char *line, size_t size)
{
	return size == 0 || line[0] == '\n' ||
	       (line[0] == '\r' && (size == 1 || line[1] == '\n'));
}

/* The same for names that differ in case: most comparisons end with it. */
static guint32
hash_name(const char *name, size_t size)
{
	guint32 hash = (guint32)size;

	for (size_t i = 0; i < size; i++)
		hash = hash * 33u + ((guint8)name[i] | 0x20u);
	return hash;
}

static void
add_field(struct header *header, const char *line, size_t name_bytes, size_t size)
{
	const char *colon = memchr(line + name_bytes, ':', size - name_bytes);
	struct field field = {line, name_bytes, colon + 1, (size_t)(line + size - colon) - 1,
	    hash_name(line, name_bytes)};

	if (field.value_size > LIMIT_HEADER_FIELD_BYTES) {
		field.value_size = LIMIT_HEADER_FIELD_BYTES;
		header->is_over_limit = true;
	}
	if (header->fields->len >= LIMIT_HEADER_COUNT)
		header->is_over_limit = true;
	else
		g_array_append_val(header->fields, field);
}

static bool
is_named(const struct field *field, const char *name, size_t size, guint32 hash)
{
	return field->name_hash == hash && field->name_size == size &&
	       g_ascii_strncasecmp(field->name, name, size) == 0;
}

static const struct field *
field_find(const struct header *header, const char *name, unsigned nth)
{
	size_t size = strlen(name);
	guint32 hash = hash_name(name, size);

	for (guint i = 0; i < header->fields->len; i++) {
		const struct field *field = &g_array_index(header->fields, struct field, i);

		if (is_named(field, name, size, hash) && nth-- == 0)
			return field;
	}
	return NULL;
}

/* Raw bytes that are no UTF-8 are most likely what the text is in: its charset, or NULL. */
static char *
body_charset(const struct header *header)
{
	const struct field *type = field_find(header, "Content-Type", 0);

	if (type == NULL)
		return NULL;
	g_autofree char *value = g_strndup(type->value, type->value_size);
	g_autoptr(Parameter) parameter = parameter_new(g_strdelimit(value, "\r\n\t", ' '));
	return parameter_get(parameter, "charset");
}

static bool
is_ascii(const char *bytes, size_t size)
{
	unsigned char all = 0;

	for (size_t i = 0; i < size; i++)
		all |= (unsigned char)bytes[i];
	return all < 0x80;
}

struct header *
header_new(const char *bytes, size_t size_bytes)
{
	struct header *header = g_new0(struct header, 1);
	const char *at = bytes, *end = bytes + size_bytes;

	header->fields = g_array_new(FALSE, FALSE, sizeof(struct field));
	while (at < end) {
		size_t size = line_size(at, end);

		if (is_empty_line(at, size)) {
			at += size;
			break;
		}
		size_t name = name_size(at, size);
		if (name == 0 && at != bytes)
			break; /* no field: the body has begun without an empty line */
		/* What follows with a blank in front belongs to this field. */
		while (at + size < end && (at[size] == ' ' || at[size] == '\t') &&
		       !is_empty_line(at + size, (size_t)(end - at) - size))
			size += line_size(at + size, end);
		if (name > 0 && (size_t)(at - bytes) + size <= LIMIT_HEADER_BYTES)
			add_field(header, at, name, size);
		else if (name > 0)
			header->is_over_limit = true;
		at += size;
	}
	header->body_offset = (size_t)(at - bytes);
	if (!is_ascii(bytes, header->body_offset))
		header->charset = body_charset(header);
	return header;
}

void
header_free(struct header *header)
{
	if (header == NULL)
		return;
	g_array_free(header->fields, TRUE);
	g_free(header->charset);
	g_free(header);
}

bool
header_is_over_limit(const struct header *header)
{
	return header->is_over_limit;
}

size_t
header_body_offset(const struct header *header)
{
	return header->body_offset;
}

unsigned
header_count(const struct header *header, const char *name)
{
	size_t size = strlen(name);
	guint32 hash = hash_name(name, size);
	unsigned count = 0;

	for (guint i = 0; i < header->fields->len; i++)
		count +=
		    is_named(&g_array_index(header->fields, struct field, i), name, size, hash);
	return count;
}

/* RFC 5322 §2.2.3: the line end goes, the blank behind it stays. */
static char *
unfold(const struct header *header, const struct field *field)
{
	GString *out = g_string_sized_new(field->value_size);

	for (size_t i = 0; i < field->value_size; i++) {
		char c = field->value[i];

		if (c == '\0' || c == '\t')
			c = ' ';
		if (c != '\r' && c != '\n')
			g_string_append_c(out, c);
	}
	char *text = g_strstrip(g_string_free(out, FALSE));
	if (g_utf8_validate(text, -1, NULL) || strstr(text, "=?") != NULL)
		return text;
	if (header->charset == NULL)
		return text;
	char *decoded = charset_decode(text, strlen(text), header->charset, NULL);
	g_free(text);
	return decoded;
}

char *
header_raw(const struct header *header, const char *name, unsigned nth)
{
	const struct field *field = field_find(header, name, nth);

	return field != NULL ? unfold(header, field) : NULL;
}

char *
header_text(const struct header *header, const char *name, unsigned nth)
{
	g_autofree char *raw = header_raw(header, name, nth);

	return raw != NULL ? word_decode(raw, NULL) : NULL;
}

char *
header_lower(const struct header *header, const char *name)
{
	g_autofree char *raw = header_raw(header, name, 0);

	return raw != NULL ? g_ascii_strdown(raw, -1) : g_strdup("");
}

void
header_foreach(const struct header *header,
    void (*each)(const char *name, const char *value, void *context), void *context)
{
	for (guint i = 0; i < header->fields->len; i++) {
		const struct field *field = &g_array_index(header->fields, struct field, i);
		g_autofree char *name = g_strndup(field->name, field->name_size);
		g_autofree char *value = unfold(header, field);

		each(name, value, context);
	}
}
