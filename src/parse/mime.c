#include "config.h"
#include "parse/mime.h"

#include <gmime/gmime.h>
#include <string.h>

#include "base/decode.h"
#include "base/limit.h"
#include "base/text.h"
#include "parse/guard.h"
#include "parse/header.h"
#include "parse/parameter.h"

#define PIECE_BYTES 65536u
#define TYPE_BYTES 127u

static void
part_free(gpointer data)
{
	struct mime_part *part = data;

	g_free(part->type);
	g_free(part->charset);
	g_free(part->name);
	g_free(part->disposition);
	g_free(part->content_id);
	g_free(part->location);
	g_free(part->report_type);
	g_free(part);
}

void
mime_tree_free(struct mime_tree *tree)
{
	if (tree == NULL)
		return;
	g_ptr_array_unref(tree->parts);
	g_free(tree);
}

const char *
mime_encoding_name(enum mime_encoding encoding)
{
	static const char *const name[] = {[MIME_7BIT] = "7bit",
	    [MIME_8BIT] = "8bit",
	    [MIME_BINARY] = "binary",
	    [MIME_BASE64] = "base64",
	    [MIME_QUOTED_PRINTABLE] = "quoted-printable",
	    [MIME_UUENCODE] = "7bit"};

	return name[encoding];
}

static enum mime_encoding
encoding_of(const struct header *header)
{
	g_autofree char *field = header_lower(header, "Content-Transfer-Encoding");
	static const struct {
		const char *word;
		enum mime_encoding encoding;
	} words[] = {{"base64", MIME_BASE64}, {"quoted-printable", MIME_QUOTED_PRINTABLE},
	    {"8bit", MIME_8BIT}, {"8-bit", MIME_8BIT}, {"binary", MIME_BINARY},
	    {"x-uuencode", MIME_UUENCODE}, {"uuencode", MIME_UUENCODE},
	    {"x-uue", MIME_UUENCODE}};
	const char *word = field + strspn(field, "\" ");

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(word, words[i].word))
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

/* Everything a part says of itself, from its own header block in the mail. */
static struct mime_part *
part_new(const struct header *header)
{
	struct mime_part *part = g_new0(struct mime_part, 1);
	g_autofree char *type_field = header_raw(header, "Content-Type", 0);
	g_autofree char *disposition_field = header_raw(header, "Content-Disposition", 0);
	g_autoptr(Parameter) type = parameter_new(type_field);
	g_autoptr(Parameter) disposition = parameter_new(disposition_field);

	part->type = g_strdup(parameter_value(type));
	if (strchr(part->type, '/') == NULL || strlen(part->type) > TYPE_BYTES) {
		g_free(part->type);
		part->type = g_strdup("text/plain");
	}
	part->charset = parameter_get(type, "charset");
	part->is_flowed = parameter_is(type, "format", "flowed");
	part->is_delsp = parameter_is(type, "delsp", "yes");
	part->report_type = text_or_empty(parameter_get(type, "report-type"));
	part->name = parameter_get(disposition, "filename");
	if (part->name == NULL)
		part->name = parameter_get(disposition, "name");
	if (part->name == NULL)
		part->name = parameter_get(type, "name");
	if (part->name == NULL)
		part->name = parameter_get(type, "filename");
	part->disposition = g_strndup(parameter_value(disposition), 16);
	part->content_id = content_id_of(header);
	part->location = text_or_empty(header_text(header, "Content-Location", 0));
	part->encoding = encoding_of(header);
	return part;
}

/* The header block of a part, in the mail itself. GMime tells where its first field stands. */
static struct header *
part_header(GMimeObject *object, const char *bytes, size_t size)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object);
	gint64 offset = -1;

	if (g_mime_header_list_get_count(list) > 0)
		offset = g_mime_header_get_offset(g_mime_header_list_get_header_at(list, 0));
	if (offset < 0 || (size_t)offset > size)
		return header_new("", 0);
	return header_new(bytes + offset, size - (size_t)offset);
}

static void
set_bounds(struct mime_part *part, GMimeObject *object, const char *bytes, size_t size)
{
	GMimeDataWrapper *content =
	    GMIME_IS_PART(object) ? g_mime_part_get_content(GMIME_PART(object)) : NULL;
	GMimeStream *stream = content != NULL ? g_mime_data_wrapper_get_stream(content) : NULL;

	if (stream == NULL || stream->bound_start < 0 || (size_t)stream->bound_start > size)
		return;
	size_t end =
	    stream->bound_end >= stream->bound_start && (size_t)stream->bound_end <= size
		? (size_t)stream->bound_end
		: size;
	part->offset = (size_t)stream->bound_start;
	/* RFC 2046 §5.1.1: the line end before a boundary belongs to the boundary. GMime gives
	 * it to the part when the mail ends without one. */
	if (end > part->offset && end + 2 <= size && bytes[end - 1] == '\n' &&
	    memcmp(bytes + end, "--", 2) == 0)
		end -= end - 1 > part->offset && bytes[end - 2] == '\r' ? 2 : 1;
	part->length = end - part->offset;
}

struct walk {
	struct mime_tree *tree;
	const char *bytes;
	size_t size;
};

static void
walk_object(struct walk *walk, GMimeObject *object, int parent, unsigned depth)
{
	struct mime_tree *tree = walk->tree;

	if (tree->parts->len >= LIMIT_PARTS || depth > LIMIT_DEPTH) {
		tree->is_over_parts = tree->is_over_parts || depth <= LIMIT_DEPTH;
		tree->is_over_depth = tree->is_over_depth || depth > LIMIT_DEPTH;
		return;
	}
	g_autoptr(Header) header = part_header(object, walk->bytes, walk->size);
	struct mime_part *part = part_new(header);
	int index = (int)tree->parts->len;

	tree->is_over_header = tree->is_over_header || header_is_over_limit(header);
	part->parent = parent;
	part->depth = depth;
	part->is_multipart = GMIME_IS_MULTIPART(object);
	g_ptr_array_add(tree->parts, part);
	if (!part->is_multipart) {
		set_bounds(part, object, walk->bytes, walk->size);
		if (g_str_has_prefix(part->type, "multipart/")) {
			g_free(part->type);
			part->type = g_strdup("text/plain"); /* has no boundary */
		}
		return;
	}
	int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
	for (int i = 0; i < count && tree->parts->len <= LIMIT_PARTS; i++)
		walk_object(walk, g_mime_multipart_get_part(GMIME_MULTIPART(object), i), index,
		    depth + 1);
}

/* A mail without any structure that GMime could find: its text is all there is. */
static void
fall_back_to_one_part(struct mime_tree *tree, const char *bytes, size_t size)
{
	g_autoptr(Header) header = header_new(bytes, size);
	struct mime_part *part = part_new(header);

	if (g_str_has_prefix(part->type, "multipart/")) {
		g_free(part->type);
		part->type = g_strdup("text/plain");
	}
	part->parent = -1;
	part->offset = header_body_offset(header);
	part->length = size - part->offset;
	g_ptr_array_set_size(tree->parts, 0);
	g_ptr_array_add(tree->parts, part);
}

static bool
has_leaf(const struct mime_tree *tree)
{
	for (guint i = 0; i < tree->parts->len; i++) {
		const struct mime_part *part = tree->parts->pdata[i];

		if (!part->is_multipart)
			return true;
	}
	return false;
}

struct mime_tree *
mime_tree_new(const char *bytes, char *scratch, size_t size_bytes)
{
	static const char *const charsets[] = {"utf-8", "windows-1252", NULL};
	struct mime_tree *tree = g_new0(struct mime_tree, 1);
	size_t size = guard_apply(scratch, size_bytes);
	GByteArray *array = g_byte_array_new_take((guint8 *)scratch, size);
	GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(array);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeParserOptions *options = g_mime_parser_options_new();

	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	tree->parts = g_ptr_array_new_with_free_func(part_free);
	tree->is_over_parts = size < size_bytes;
	g_mime_parser_options_set_fallback_charsets(options, (const char **)charsets);
	GMimeMessage *message = g_mime_parser_construct_message(parser, options);
	GMimeObject *top = message != NULL ? g_mime_message_get_mime_part(message) : NULL;
	struct walk walk = {tree, bytes, size_bytes};
	if (top != NULL)
		walk_object(&walk, top, -1, 0);
	if (!has_leaf(tree))
		fall_back_to_one_part(tree, bytes, size_bytes);
	g_clear_object(&message);
	g_mime_parser_options_free(options);
	g_object_unref(parser);
	g_object_unref(stream);
	(void)g_byte_array_steal(array, NULL); /* it is the caller's */
	g_byte_array_unref(array);
	return tree;
}

void
mime_decode(const char *bytes, size_t length, enum mime_encoding encoding,
    void (*take)(const char *piece, size_t size, void *context), void *context)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	struct decoder decoder;

	decoder_init(&decoder, mime_encoding_name(encoding));
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
	mime_decode(bytes + part->offset, MIN(part->length, 4 * limit_bytes), part->encoding,
	    gather_piece, &gather);
	*ret_is_cut = gather.is_cut || part->length > 4 * limit_bytes;
	*ret_size = gather.out->len;
	return g_string_free(gather.out, FALSE);
}
