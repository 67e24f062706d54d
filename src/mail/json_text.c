#include "config.h"
#include "mail/json_text.h"

#include <stdbool.h>
#include <string.h>

#define DEPTH_MAX 16u
#define NAME_BYTES 64u
#define DIGITS_MAX 18u /* 10^18 fits json_int_t */

struct input {
	const char *at, *end;
	unsigned depth;
};

static json_t *read_value(struct input *input);

static void
skip_blanks(struct input *input)
{
	while (input->at < input->end && (*input->at == ' ' || *input->at == '\n' ||
					     *input->at == '\r' || *input->at == '\t'))
		input->at++;
}

/* Takes the sign, after white space, if it is the next. */
static bool
take(struct input *input, char sign)
{
	skip_blanks(input);
	if (input->at == input->end || *input->at != sign)
		return false;
	input->at++;
	return true;
}

/* The four digits of \uXXXX; -1 when they are not there. */
static int
read_hex(struct input *input)
{
	int value = 0;

	if (input->end - input->at < 4)
		return -1;
	for (unsigned i = 0; i < 4; i++) {
		int digit = g_ascii_xdigit_value(input->at[i]);

		if (digit < 0)
			return -1;
		value = value << 4 | digit;
	}
	input->at += 4;
	return value;
}

/* RFC 8259 §7: what lies beyond U+FFFF is a pair of surrogates. */
static bool
read_unicode(struct input *input, GString *out)
{
	int first = read_hex(input), second;

	if (first <= 0 || (first >= 0xdc00 && first <= 0xdfff))
		return false;
	if (first < 0xd800 || first > 0xdbff) {
		g_string_append_unichar(out, (gunichar)first);
		return true;
	}
	if (input->end - input->at < 6 || input->at[0] != '\\' || input->at[1] != 'u')
		return false;
	input->at += 2;
	second = read_hex(input);
	if (second < 0xdc00 || second > 0xdfff)
		return false;
	g_string_append_unichar(
	    out, 0x10000u + ((gunichar)(first - 0xd800) << 10) + (gunichar)(second - 0xdc00));
	return true;
}

/* What stands after a backslash. */
static bool
read_escape(struct input *input, GString *out)
{
	static const char letters[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";

	if (input->at == input->end || *input->at == '\0')
		return false;
	char c = *input->at++;
	if (c == 'u')
		return read_unicode(input, out);
	const char *found = strchr(letters, c);
	if (found == NULL)
		return false;
	g_string_append_c(out, values[found - letters]);
	return true;
}

/* Bytes that stand for themselves in a string. */
static size_t
plain_run(const char *at, const char *end)
{
	const char *begin = at;

	while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20)
		at++;
	return (size_t)(at - begin);
}

/* The rest of a string whose quotation mark was taken. False when it is none. */
static bool
read_string(struct input *input, GString *out)
{
	for (;;) {
		size_t run = plain_run(input->at, input->end);

		g_string_append_len(out, input->at, (gssize)run);
		input->at += run;
		if (input->at == input->end || (unsigned char)*input->at < 0x20)
			return false;
		if (*input->at++ == '"')
			return true;
		if (!read_escape(input, out))
			return false;
	}
}

static json_t *
read_string_value(struct input *input)
{
	size_t run = plain_run(input->at, input->end);

	/* Most are without an escape. */
	if (input->at + run < input->end && input->at[run] == '"') {
		json_t *value = json_stringn_nocheck(input->at, run);
		input->at += run + 1;
		return value;
	}
	GString *text = g_string_sized_new(run + 16);
	json_t *value =
	    read_string(input, text) ? json_stringn_nocheck(text->str, text->len) : NULL;
	g_string_free(text, TRUE);
	return value;
}

static bool
read_member(struct input *input, json_t *object)
{
	char name[NAME_BYTES];
	size_t size;

	if (!take(input, '"'))
		return false;
	size = plain_run(input->at, input->end);
	if (size >= NAME_BYTES || input->at + size == input->end || input->at[size] != '"')
		return false;
	memcpy(name, input->at, size);
	name[size] = '\0';
	input->at += size + 1;
	size_t count = json_object_size(object);
	if (!take(input, ':') ||
	    json_object_set_new_nocheck(object, name, read_value(input)) != 0)
		return false;
	return json_object_size(object) > count; /* else the name was there */
}

static bool
read_element(struct input *input, json_t *array)
{
	return json_array_append_new(array, read_value(input)) == 0;
}

/* What stands between the brackets, up to the closing one. */
static json_t *
read_all(struct input *input, json_t *value, char close,
    bool (*read_one)(struct input *input, json_t *value))
{
	bool is_read = input->depth++ < DEPTH_MAX;

	if (is_read && !take(input, close)) {
		do
			is_read = read_one(input, value);
		while (is_read && take(input, ','));
		is_read = is_read && take(input, close);
	}
	input->depth--;
	if (is_read)
		return value;
	json_decref(value);
	return NULL;
}

/* RFC 8259 §6 without fraction and exponent. */
static json_t *
read_number(struct input *input)
{
	bool is_negative = *input->at == '-';
	const char *begin = input->at + is_negative, *at = begin;
	json_int_t value = 0;

	while (at < input->end && g_ascii_isdigit(*at) && at - begin <= DIGITS_MAX)
		value = 10 * value + (*at++ - '0');
	if (at == begin || at - begin > DIGITS_MAX || (*begin == '0' && at - begin > 1))
		return NULL;
	input->at = at;
	return json_integer(is_negative ? -value : value);
}

static bool
take_word(struct input *input, const char *word)
{
	size_t size = strlen(word);

	if ((size_t)(input->end - input->at) < size || memcmp(input->at, word, size) != 0)
		return false;
	input->at += size;
	return true;
}

static json_t *
read_value(struct input *input)
{
	if (take(input, '{'))
		return read_all(input, json_object(), '}', read_member);
	if (take(input, '['))
		return read_all(input, json_array(), ']', read_element);
	if (take(input, '"'))
		return read_string_value(input);
	if (input->at == input->end)
		return NULL;
	if (take_word(input, "true"))
		return json_true();
	if (take_word(input, "false"))
		return json_false();
	if (take_word(input, "null"))
		return json_null();
	return *input->at == '-' || g_ascii_isdigit(*input->at) ? read_number(input) : NULL;
}

json_t *
json_text_read(const char *bytes, size_t size_bytes)
{
	struct input input = {bytes, bytes + size_bytes, 0};

	/* A NUL is no UTF-8 either. */
	if (!g_utf8_validate_len(bytes, size_bytes, NULL))
		return NULL;
	json_t *value = read_value(&input);
	skip_blanks(&input);
	if (value == NULL || input.at == input.end)
		return value;
	json_decref(value);
	return NULL;
}

static void
write_string(GString *out, const char *text, size_t size)
{
	static const char letters[] = "\b\f\n\r\t\"\\", names[] = "bfnrt\"\\";
	const char *end = text + size;

	g_string_append_c(out, '"');
	while (text < end) {
		size_t run = plain_run(text, end);

		g_string_append_len(out, text, (gssize)run);
		text += run;
		if (text == end)
			break;
		const char *found = *text != '\0' ? strchr(letters, *text) : NULL;
		if (found != NULL) {
			char escape[] = {'\\', names[found - letters]};
			g_string_append_len(out, escape, sizeof escape);
		} else {
			g_string_append_printf(out, "\\u%04x", (unsigned)*text);
		}
		text++;
	}
	g_string_append_c(out, '"');
}

static void
write_value(GString *out, const json_t *value)
{
	const char *name;
	json_t *member;
	char sign = '{';

	switch (json_typeof(value)) {
	case JSON_OBJECT:
		json_object_foreach((json_t *)value, name, member)
		{
			g_string_append_c(out, sign);
			write_string(out, name, strlen(name));
			g_string_append_c(out, ':');
			write_value(out, member);
			sign = ',';
		}
		g_string_append(out, sign == '{' ? "{}" : "}");
		break;
	case JSON_ARRAY:
		g_string_append_c(out, '[');
		for (size_t i = 0; i < json_array_size(value); i++) {
			if (i > 0)
				g_string_append_c(out, ',');
			write_value(out, json_array_get(value, i));
		}
		g_string_append_c(out, ']');
		break;
	case JSON_STRING:
		write_string(out, json_string_value(value), json_string_length(value));
		break;
	case JSON_INTEGER:
		g_string_append_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		break;
	case JSON_REAL:
		g_assert_not_reached();
	case JSON_TRUE:
	case JSON_FALSE:
		g_string_append(out, json_is_true(value) ? "true" : "false");
		break;
	case JSON_NULL:
		g_string_append(out, "null");
		break;
	}
}

char *
json_text_write(const json_t *value, size_t *ret_size)
{
	GString *out = g_string_sized_new(4096);

	write_value(out, value);
	*ret_size = out->len;
	return g_string_free(out, FALSE);
}

json_t *
json_text_strings(const GPtrArray *list)
{
	json_t *array = json_array();

	for (guint i = 0; i < list->len; i++)
		json_array_append_new(array, json_string_nocheck(list->pdata[i]));
	return array;
}
