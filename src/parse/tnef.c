#include "config.h"
#include "parse/tnef.h"

#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "parse/charset.h"

#define SIGNATURE 0x223e9f78u
#define PROPERTIES_MAX 4096u
#define GUID_BYTES 16u

/* MS-OXTNEF §2.1.3.2: low half of an attribute's id. */
enum attribute {
	ATTRIBUTE_BODY = 0x800c,
	ATTRIBUTE_ATTACH_DATA = 0x800f,
	ATTRIBUTE_ATTACH_TITLE = 0x8010,
	ATTRIBUTE_ATTACH_REND = 0x9002, /* a new attachment begins */
	ATTRIBUTE_MESSAGE_PROPERTIES = 0x9003,
	ATTRIBUTE_ATTACHMENT = 0x9005, /* its properties */
	ATTRIBUTE_CODEPAGE = 0x9007,
};

/* MS-OXPROPS */
enum property {
	PROPERTY_BODY = 0x1000,
	PROPERTY_RTF = 0x1009,
	PROPERTY_HTML = 0x1013,
	PROPERTY_DISPLAY_NAME = 0x3001,
	PROPERTY_DATA = 0x3701,
	PROPERTY_FILE_NAME = 0x3704,
	PROPERTY_METHOD = 0x3705,
	PROPERTY_LONG_FILE_NAME = 0x3707,
	PROPERTY_MIME_TAG = 0x370e,
	PROPERTY_CONTENT_ID = 0x3712,
	PROPERTY_INTERNET_CODEPAGE = 0x3fde,
};

#define METHOD_EMBEDDED 5u

/* MS-OXCDATA §2.11.1 */
enum type {
	TYPE_OBJECT = 0x000d,
	TYPE_STRING8 = 0x001e,
	TYPE_UNICODE = 0x001f,
	TYPE_BINARY = 0x0102,
	TYPE_MANY = 0x1000,
};

/* Bytes of a value of fixed size, in the file; 0: it has a length before it. */
static const struct {
	unsigned type, bytes;
} fixed[] = {{0x0001, 4}, {0x0002, 4}, {0x0003, 4}, {0x0004, 4}, {0x0005, 8}, {0x0006, 8},
    {0x0007, 8}, {0x000a, 4}, {0x000b, 4}, {0x0014, 8}, {0x0040, 8}, {0x0048, 16}};

struct cursor {
	const unsigned char *bytes;
	size_t at, end;
	bool is_over; /* something would have reached beyond the end */
};

static bool
take(struct cursor *cursor, size_t size, struct tnef_range *ret_range)
{
	if (cursor->is_over || size > cursor->end - cursor->at) {
		cursor->is_over = true;
		return false;
	}
	*ret_range = (struct tnef_range){cursor->at, size};
	cursor->at += size;
	return true;
}

static guint32
take_number(struct cursor *cursor, size_t size)
{
	struct tnef_range range;
	guint32 number = 0;

	if (!take(cursor, size, &range))
		return 0;
	for (size_t i = size; i > 0; i--)
		number = number << 8 | cursor->bytes[range.offset + i - 1];
	return number;
}

static void
align(struct cursor *cursor, size_t length)
{
	cursor->at += MIN((4 - length % 4) % 4, cursor->end - cursor->at);
}

static void
member_free(gpointer data)
{
	struct tnef_member *member = data;

	g_free(member->name);
	g_free(member->type);
	g_free(member->content_id);
	g_free(member);
}

void
tnef_free(struct tnef *tnef)
{
	if (tnef == NULL)
		return;
	g_ptr_array_unref(tnef->members);
	g_free(tnef);
}

/* Readable text of one line; 8-bit text is in the file's code page. Caller frees. */
static char *
text_of(const struct tnef *tnef, const struct cursor *cursor, unsigned type,
    struct tnef_range range)
{
	const char *bytes = (const char *)cursor->bytes + range.offset;
	size_t size = MIN(range.length, 4 * LIMIT_NAME_BYTES);

	if (type == TYPE_UNICODE) {
		size -= size % 2;
		while (size >= 2 && bytes[size - 1] == '\0' && bytes[size - 2] == '\0')
			size -= 2;
	} else {
		size = strnlen(bytes, size);
	}
	g_autofree char *text = charset_decode(
	    bytes, size, type == TYPE_UNICODE ? "utf-16le" : tnef->charset, NULL);
	return text_clean_line(text, strlen(text));
}

static void
set_text(char **field, char *text)
{
	g_free(*field);
	*field = text;
}

static void
set_codepage(char charset[16], guint32 codepage)
{
	if (codepage == 65001)
		g_strlcpy(charset, "utf-8", 16);
	else if (codepage > 0 && codepage < 65000)
		g_snprintf(charset, 16, "cp%u", codepage);
}

/* Without the NUL that ends a string. */
static struct tnef_range
trim(const struct cursor *cursor, struct tnef_range range)
{
	while (range.length > 0 && cursor->bytes[range.offset + range.length - 1] == '\0')
		range.length--;
	return range;
}

/* What a property says of the message. */
static void
set_message_property(struct tnef *tnef, const struct cursor *cursor, unsigned id, unsigned type,
    struct tnef_range value)
{
	switch (id) {
	case PROPERTY_BODY:
		tnef->text = trim(cursor, value);
		if (type == TYPE_UNICODE) { /* its last letter may end with one */
			tnef->text.length += tnef->text.length % 2;
			g_strlcpy(tnef->charset, "utf-16le", sizeof(tnef->charset));
		}
		break;
	case PROPERTY_HTML:
		tnef->html = value;
		if (type == TYPE_UNICODE)
			g_strlcpy(tnef->html_charset, "utf-16le", sizeof(tnef->html_charset));
		break;
	case PROPERTY_RTF:
		tnef->rtf = value;
		break;
	case PROPERTY_INTERNET_CODEPAGE: {
		struct cursor number = {cursor->bytes, value.offset, cursor->end, false};
		if (tnef->html_charset[0] == '\0')
			set_codepage(tnef->html_charset, take_number(&number, 4));
		break;
	}
	default:
		break;
	}
}

/* What a property says of the last attachment. */
static void
set_member_property(const struct tnef *tnef, const struct cursor *cursor, unsigned id,
    unsigned type, struct tnef_range value)
{
	struct tnef_member *member = tnef->members->pdata[tnef->members->len - 1];
	struct cursor number = {cursor->bytes, value.offset, cursor->end, false};
	char *type_text;

	switch (id) {
	case PROPERTY_LONG_FILE_NAME:
		set_text(&member->name, text_of(tnef, cursor, type, value));
		break;
	case PROPERTY_DISPLAY_NAME:
	case PROPERTY_FILE_NAME:
		if (member->name[0] == '\0')
			set_text(&member->name, text_of(tnef, cursor, type, value));
		break;
	case PROPERTY_MIME_TAG:
		type_text = text_of(tnef, cursor, type, value);
		set_text(&member->type, g_ascii_strdown(type_text, -1));
		g_free(type_text);
		break;
	case PROPERTY_CONTENT_ID:
		set_text(&member->content_id, text_of(tnef, cursor, type, value));
		break;
	case PROPERTY_METHOD:
		member->is_message = take_number(&number, 4) == METHOD_EMBEDDED;
		break;
	case PROPERTY_DATA:
		if (type == TYPE_OBJECT && value.length >= GUID_BYTES)
			value = (struct tnef_range){
			    value.offset + GUID_BYTES, value.length - GUID_BYTES};
		member->data = value;
		break;
	default:
		break;
	}
}

static size_t
fixed_bytes(unsigned type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(fixed); i++)
		if (fixed[i].type == type)
			return fixed[i].bytes;
	return 0;
}

/* A named property has its name before its value. */
static void
skip_name(struct cursor *cursor)
{
	struct tnef_range range;

	take(cursor, GUID_BYTES, &range);
	guint32 kind = take_number(cursor, 4);
	guint32 length = take_number(cursor, 4); /* kind 0: the number that is its name */
	if (kind != 0) {
		take(cursor, length, &range);
		align(cursor, length);
	}
}

/* MS-OXTNEF §2.1.3.4: count, then type, id, values. */
static void
read_properties(struct tnef *tnef, struct cursor *cursor, bool is_member)
{
	guint32 count = take_number(cursor, 4);

	for (guint32 i = 0; i < MIN(count, PROPERTIES_MAX) && !cursor->is_over; i++) {
		unsigned type = take_number(cursor, 2);
		unsigned id = take_number(cursor, 2);
		if (id >= 0x8000)
			skip_name(cursor);
		unsigned plain = type & ~(unsigned)TYPE_MANY;
		size_t bytes = fixed_bytes(plain);
		guint32 values = bytes == 0 || plain != type ? take_number(cursor, 4) : 1;
		for (guint32 k = 0; k < values && !cursor->is_over; k++) {
			struct tnef_range value;
			size_t length = bytes > 0 ? bytes : take_number(cursor, 4);

			if (!take(cursor, length, &value))
				break;
			align(cursor, length);
			if (k > 0)
				continue;
			if (is_member)
				set_member_property(tnef, cursor, id, plain, value);
			else
				set_message_property(tnef, cursor, id, plain, value);
		}
	}
}

static struct tnef_member *
add_member(struct tnef *tnef)
{
	struct tnef_member *member = g_new0(struct tnef_member, 1);

	member->name = g_strdup("");
	member->type = g_strdup("");
	member->content_id = g_strdup("");
	g_ptr_array_add(tnef->members, member);
	return member;
}

/* One attribute, whose data is what cursor spans. */
static void
read_attribute(struct tnef *tnef, struct cursor *cursor, unsigned id)
{
	struct tnef_range all = {cursor->at, cursor->end - cursor->at};
	struct tnef_member *last =
	    tnef->members->len > 0 ? tnef->members->pdata[tnef->members->len - 1] : NULL;

	if (id == ATTRIBUTE_ATTACH_REND) {
		if (tnef->members->len < LIMIT_PARTS)
			add_member(tnef);
		else
			tnef->is_cut = true;
	} else if (id == ATTRIBUTE_CODEPAGE) {
		set_codepage(tnef->charset, take_number(cursor, 4));
	} else if (id == ATTRIBUTE_BODY) {
		tnef->text = trim(cursor, all);
	} else if (id == ATTRIBUTE_MESSAGE_PROPERTIES) {
		read_properties(tnef, cursor, false);
	} else if (last != NULL && id == ATTRIBUTE_ATTACH_TITLE) {
		if (last->name[0] == '\0')
			set_text(&last->name, text_of(tnef, cursor, TYPE_STRING8, all));
	} else if (last != NULL && id == ATTRIBUTE_ATTACH_DATA) {
		last->data = all;
	} else if (last != NULL && id == ATTRIBUTE_ATTACHMENT) {
		read_properties(tnef, cursor, true);
	}
	tnef->is_cut = tnef->is_cut || cursor->is_over;
}

struct tnef *
tnef_read(const char *bytes, size_t size_bytes)
{
	struct cursor cursor = {(const unsigned char *)bytes, 0, size_bytes, false};

	if (take_number(&cursor, 4) != SIGNATURE)
		return NULL;
	struct tnef *tnef = g_new0(struct tnef, 1);
	tnef->members = g_ptr_array_new_with_free_func(member_free);
	take_number(&cursor, 2); /* a key that nobody needs */
	while (cursor.at < cursor.end) {
		struct tnef_range data;

		take_number(&cursor, 1); /* level: message or attachment */
		unsigned id = take_number(&cursor, 4) & 0xffff;
		guint32 length = take_number(&cursor, 4);
		if (!take(&cursor, length, &data))
			break;
		struct cursor inner = {
		    cursor.bytes, data.offset, data.offset + data.length, false};
		read_attribute(tnef, &inner, id);
		take_number(&cursor, 2); /* a checksum: what is wrong is shown all the same */
	}
	tnef->is_cut = tnef->is_cut || cursor.is_over;
	for (guint i = tnef->members->len; i > 0; i--)
		if (((struct tnef_member *)tnef->members->pdata[i - 1])->data.length == 0)
			g_ptr_array_remove_index(tnef->members, i - 1);
	return tnef;
}
