#include "config.h"
#include "parse/mime_part.h"

#include <string.h>

#include "base/decode.h"
#include "base/limit.h"
#include "base/text.h"
#include "parse/header.h"
#include "parse/parameter.h"

#define PIECE_BYTES 65536u
#define TYPE_BYTES 127u

void
mime_part_free(struct mime_part *part)
{
	if (part == NULL)
		return;
	g_free(part->type);
	g_free(part->charset);
	g_free(part->name);
	g_free(part->disposition);
	g_free(part->content_id);
	g_free(part->location);
	g_free(part->report_type);
	g_free(part->method);
	g_free(part);
}

static const struct {
	const char *name;
	enum mime_encoding encoding;
} words[] = {{"7bit", MIME_7BIT}, {"8bit", MIME_8BIT}, {"8-bit", MIME_8BIT},
    {"binary", MIME_BINARY}, {"base64", MIME_BASE64}, {"base-64", MIME_BASE64},
    {"quoted-printable", MIME_QUOTED_PRINTABLE}, {"quoted_printable", MIME_QUOTED_PRINTABLE},
    {"uuencode", MIME_UUENCODE}, {"x-uuencode", MIME_UUENCODE}, {"x-uue", MIME_UUENCODE},
    {"uue", MIME_UUENCODE}};

const char *
mime_encoding_name(enum mime_encoding encoding)
{
	size_t i = 0;

	while (words[i].encoding != encoding)
		i++;
	return words[i].name;
}

/* The last one counts when there are several: programs on the way add theirs in front. */
static enum mime_encoding
encoding_of(const struct header *header)
{
	g_autofree char *field = header_lower(header, "Content-Transfer-Encoding");
	const char *word = field + strspn(field, "\"' ");

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(word, words[i].name))
			return words[i].encoding;
	return MIME_7BIT;
}

static char *
text_or_empty(char *text)
{
	return text != NULL ? text : g_strdup("");
}

static bool
parameter_is(const struct parameter *parameter, const char *name, const char *value)
{
	g_autofree char *text = parameter_get(parameter, name);

	return text != NULL && g_ascii_strcasecmp(text, value) == 0;
}

static char *
content_id_of(const struct header *header)
{
	char *id = text_or_empty(header_text(header, "Content-ID", 0));
	size_t size = strlen(id);

	if (size >= 2 && id[0] == '<' && id[size - 1] == '>') {
		memmove(id, id + 1, size - 2);
		id[size - 2] = '\0';
	}
	text_truncate(id, LIMIT_NAME_BYTES);
	return id;
}

/* The first that is not empty. */
static char *
name_of(const struct parameter *type, const struct parameter *disposition)
{
	const struct {
		const struct parameter *parameter;
		const char *name;
	} places[] = {{disposition, "filename"}, {disposition, "name"}, {type, "name"},
	    {type, "filename"}};

	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		g_autofree char *name = parameter_get(places[i].parameter, places[i].name);

		if (name != NULL && name[0] != '\0')
			return g_steal_pointer(&name);
	}
	return NULL;
}

struct mime_part *
mime_part_new(const struct header *header)
{
	struct mime_part *part = g_new0(struct mime_part, 1);
	g_autofree char *type_field = header_raw(header, "Content-Type", 0);
	g_autofree char *disposition_field = header_raw(header, "Content-Disposition", 0);
	g_autoptr(Parameter) type = parameter_new(type_field);
	g_autoptr(Parameter) disposition = parameter_new(disposition_field);
	g_autofree char *method = parameter_get(type, "method");

	part->has_type = type_field != NULL;
	part->type = g_strdup(parameter_value(type));
	if (strchr(part->type, '/') == NULL || strlen(part->type) > TYPE_BYTES) {
		g_free(part->type);
		part->type = g_strdup("text/plain");
	}
	part->charset = parameter_get(type, "charset");
	part->is_flowed = parameter_is(type, "format", "flowed");
	part->is_delsp = parameter_is(type, "delsp", "yes");
	part->report_type = text_or_empty(parameter_get(type, "report-type"));
	part->method = method != NULL ? g_ascii_strdown(method, -1) : g_strdup("");
	part->name = name_of(type, disposition);
	part->disposition = g_strndup(parameter_value(disposition), 16);
	part->content_id = content_id_of(header);
	part->location = text_or_empty(header_text(header, "Content-Location", 0));
	part->encoding = encoding_of(header);
	return part;
}

const char *
mime_part_bytes(const struct mime_part *part, const char *bytes)
{
	return (part->wrap != NULL ? part->wrap->content : bytes) + part->offset;
}

char *
mime_part_place(
    const struct mime_part *part, const char *inside, size_t *ret_offset, size_t *ret_length)
{
	const struct mime_wrap *wrap = part->wrap;
	GString *name = g_string_new(NULL);
	struct decoder decoder;

	if (wrap != NULL && wrap->encoding == NULL) {
		g_string_free(name, TRUE);
		return NULL;
	}
	if (wrap != NULL)
		g_string_append_printf(name, "%s/%zu+%zu", wrap->encoding,
		    part->offset - wrap->prefix, part->length);
	bool is_plain = part->encoding == MIME_7BIT || part->encoding == MIME_8BIT ||
			part->encoding == MIME_BINARY;
	if (wrap == NULL || !is_plain)
		g_string_append_printf(
		    name, "%s%s", wrap != NULL ? "/" : "", mime_encoding_name(part->encoding));
	if (inside != NULL)
		g_string_append_printf(name, "/%s", inside);
	if (!decoder_init(&decoder, name->str)) {
		g_string_free(name, TRUE);
		return NULL;
	}
	*ret_offset = wrap != NULL ? wrap->offset : part->offset;
	*ret_length = wrap != NULL ? wrap->length : part->length;
	return g_string_free(name, FALSE);
}

void
mime_decode(const char *bytes, size_t length, const char *encoding,
    void (*take)(const char *piece, size_t size, void *context), void *context)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	struct decoder decoder;

	decoder_init(&decoder, encoding);
	for (size_t at = 0; at < length; at += PIECE_BYTES) {
		decoder_push(&decoder, bytes + at, MIN(PIECE_BYTES, length - at), out);
		take((const char *)out->data, out->len, context);
	}
	decoder_finish(&decoder, out);
	take((const char *)out->data, out->len, context);
}

struct gather {
	GString *out;
	size_t limit;
	bool is_cut;
};

static void
gather_piece(const char *piece, size_t size, void *context)
{
	struct gather *gather = context;
	size_t room = gather->limit - gather->out->len;

	gather->is_cut = gather->is_cut || size > room;
	g_string_append_len(gather->out, piece, (gssize)MIN(size, room));
}

char *
mime_decode_all(const char *bytes, const struct mime_part *part, size_t limit_bytes,
    size_t *ret_size, bool *ret_is_cut)
{
	struct gather gather = {g_string_new(NULL), limit_bytes, false};

	/* Encoded text is never shorter than a third of what it holds. */
	mime_decode(mime_part_bytes(part, bytes), MIN(part->length, 4 * limit_bytes),
	    mime_encoding_name(part->encoding), gather_piece, &gather);
	*ret_is_cut = gather.is_cut || part->length > 4 * limit_bytes;
	*ret_size = gather.out->len;
	return g_string_free(gather.out, FALSE);
}
