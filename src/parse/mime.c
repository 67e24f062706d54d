#include "config.h"
#include "parse/mime.h"

#include <gmime/gmime.h>
#include <string.h>

#include "base/limit.h"
#include "parse/guard.h"
#include "parse/header.h"
#include "parse/mime_mend.h"

static void
part_free(gpointer part)
{
	mime_part_free(part);
}

static void
wrap_free(gpointer data)
{
	struct mime_wrap *wrap = data;

	g_free(wrap->content);
	g_free(wrap->encoding);
	g_free(wrap);
}

static struct mime_tree *
tree_new(void)
{
	struct mime_tree *tree = g_new0(struct mime_tree, 1);

	tree->parts = g_ptr_array_new_with_free_func(part_free);
	tree->wraps = g_ptr_array_new_with_free_func(wrap_free);
	return tree;
}

void
mime_tree_free(struct mime_tree *tree)
{
	if (tree == NULL)
		return;
	g_ptr_array_unref(tree->parts);
	g_ptr_array_unref(tree->wraps);
	g_free(tree);
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
	else if (end > part->offset && end + 3 <= size &&
		 memcmp(bytes + end - 1, "\r\n--", 4) == 0)
		end--;
	part->length = end - part->offset;
}

/* RFC 2046 §5.1.5: what says nothing of itself in a digest is a mail. */
static void
set_default_type(struct mime_part *part, const struct mime_part *parent)
{
	if (strcmp(parent->type, "multipart/digest") != 0)
		return;
	g_free(part->type);
	part->type = g_strdup("message/rfc822");
}

struct walk {
	struct mime_tree *tree;
	const char *bytes;
	size_t size;
};

/* Bytes that a prologue takes: GMime's copy of it has lost each CR before a line end. */
static size_t
prologue_size(const char *prologue, const char *bytes, size_t size)
{
	size_t at = 0;

	for (const char *p = prologue; *p != '\0' && at < size; p++, at++)
		if (*p == '\n' && bytes[at] == '\r')
			at++;
	return MIN(at, size);
}

/* A multipart in which its boundary is never met: all of it is what stands before the first. */
static void
set_prologue(struct mime_part *part, GMimeMultipart *multipart, const struct header *header,
    const struct walk *walk)
{
	const char *prologue = g_mime_multipart_get_prologue(multipart);
	GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(multipart));
	gint64 start = g_mime_header_get_offset(g_mime_header_list_get_header_at(list, 0));
	size_t offset = (size_t)MAX(start, 0) + header_body_offset(header);

	if (start < 0 || prologue == NULL || offset > walk->size)
		return;
	part->is_multipart = false;
	part->offset = offset;
	part->length = prologue_size(prologue, walk->bytes + offset, walk->size - offset);
}

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
	struct mime_part *part = mime_part_new(header);
	int index = (int)tree->parts->len;

	tree->is_over_header = tree->is_over_header || header_is_over_limit(header);
	part->parent = parent;
	part->depth = depth;
	part->is_multipart = GMIME_IS_MULTIPART(object);
	if (part->is_multipart && g_mime_multipart_get_count(GMIME_MULTIPART(object)) == 0)
		set_prologue(part, GMIME_MULTIPART(object), header, walk);
	if (parent >= 0 && !part->has_type)
		set_default_type(part, tree->parts->pdata[parent]);
	g_ptr_array_add(tree->parts, part);
	if (GMIME_IS_PART(object))
		set_bounds(part, object, walk->bytes, walk->size);
	if (!part->is_multipart)
		return;
	int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
	for (int i = 0; i < count && tree->parts->len <= LIMIT_PARTS; i++)
		walk_object(walk, g_mime_multipart_get_part(GMIME_MULTIPART(object), i), index,
		    depth + 1);
}

/* A mail without any structure that GMime could find: its body is all there is. */
static void
fall_back_to_one_part(struct mime_tree *tree, const char *bytes, size_t size)
{
	g_autoptr(Header) header = header_new(bytes, size);
	struct mime_part *part = mime_part_new(header);

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

/* The parts as GMime finds them. */
static struct mime_tree *
tree_parse(const char *bytes, char *scratch, size_t size_bytes)
{
	static const char *const charsets[] = {"utf-8", "windows-1252", NULL};
	struct mime_tree *tree = tree_new();
	size_t size = guard_apply(scratch, size_bytes);
	GByteArray *array = g_byte_array_new_take((guint8 *)scratch, size);
	GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(array);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeParserOptions *options = g_mime_parser_options_new();

	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
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

struct mime_tree *
mime_tree_new(const char *bytes, char *scratch, size_t size_bytes)
{
	struct mime_tree *tree = tree_parse(bytes, scratch, size_bytes);

	tree->raw = bytes;
	mime_mend(tree, bytes);
	return tree;
}

/* Later parts stand `added` places further on. */
static void
make_room(struct mime_tree *tree, guint index, int added)
{
	for (guint i = index + 1; i < tree->parts->len; i++) {
		struct mime_part *part = tree->parts->pdata[i];

		if (part->parent > (int)index)
			part->parent += added;
	}
}

/* Those of inner go in behind part `index`. */
static void
splice(struct mime_tree *tree, guint index, struct mime_tree *inner)
{
	unsigned depth = ((struct mime_part *)tree->parts->pdata[index])->depth + 1;

	make_room(tree, index, (int)inner->parts->len);
	for (guint i = 0; i < inner->parts->len; i++) {
		struct mime_part *part = inner->parts->pdata[i];

		part->depth += depth;
		part->parent += (int)index + 1; /* the top one, -1, stands in part `index` */
		g_ptr_array_insert(tree->parts, (int)(index + 1 + i), part);
	}
	g_ptr_array_set_free_func(inner->parts, NULL);
}

/* Takes content over. */
static struct mime_wrap *
add_wrap(struct mime_tree *tree, guint index, char *content, size_t size, const char *inside)
{
	const struct mime_part *part = tree->parts->pdata[index];
	struct mime_wrap *wrap = g_new0(struct mime_wrap, 1);

	wrap->content = content;
	wrap->size = size;
	if (part->depth < LIMIT_DEPTH)
		wrap->encoding = mime_part_place(part, inside, &wrap->offset, &wrap->length);
	if (wrap->encoding != NULL) {
		g_ptr_array_add(tree->wraps, wrap);
		return wrap;
	}
	wrap_free(wrap);
	return NULL;
}

bool
mime_tree_unwrap(struct mime_tree *tree, guint index, char *content, size_t size, size_t prefix,
    const char *inside)
{
	struct mime_wrap *wrap = add_wrap(tree, index, content, size, inside);

	if (wrap == NULL)
		return false;
	wrap->prefix = prefix;
	g_autofree char *scratch = g_memdup2(content, size + 1);
	g_autoptr(MimeTree) inner = tree_parse(content, scratch, size);
	bool is_over = tree->parts->len + inner->parts->len > LIMIT_PARTS;
	tree->is_over_parts = tree->is_over_parts || inner->is_over_parts || is_over;
	tree->is_over_depth = tree->is_over_depth || inner->is_over_depth;
	tree->is_over_header = tree->is_over_header || inner->is_over_header;
	if (is_over)
		return false;
	for (guint i = 0; i < inner->parts->len; i++)
		((struct mime_part *)inner->parts->pdata[i])->wrap = wrap;
	splice(tree, index, inner);
	return true;
}

const struct mime_wrap *
mime_tree_open(struct mime_tree *tree, guint index, const char *bytes)
{
	const struct mime_part *part = tree->parts->pdata[index];
	size_t size = 0;
	bool is_cut = false;
	char *content = mime_decode_all(bytes, part, part->length, &size, &is_cut);

	return add_wrap(tree, index, content, size, NULL);
}

const struct mime_wrap *
mime_tree_hold(struct mime_tree *tree, char *content, size_t size)
{
	struct mime_wrap *wrap = g_new0(struct mime_wrap, 1);

	wrap->content = content;
	wrap->size = size;
	g_ptr_array_add(tree->wraps, wrap);
	return wrap;
}

bool
mime_tree_insert(struct mime_tree *tree, guint index, struct mime_part *part)
{
	const struct mime_part *before = tree->parts->pdata[index];

	if (tree->parts->len >= LIMIT_PARTS) {
		tree->is_over_parts = true;
		mime_part_free(part);
		return false;
	}
	part->parent = before->parent;
	part->depth = before->depth;
	make_room(tree, index, 1);
	g_ptr_array_insert(tree->parts, (int)index + 1, part);
	return true;
}
