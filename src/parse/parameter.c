#include "config.h"
#include "parse/parameter.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "parse/charset.h"
#include "parse/word.h"

#define SECTIONS_MAX 200u

/* One "name*2*=text" as it stands. */
struct section {
	char *name; /* lower case, without the stars */
	int number; /* -1: not a continuation */
	bool is_extended;
	char *text;
};

struct parameter {
	char *value;
	GPtrArray *sections;
};

static void
section_free(gpointer data)
{
	struct section *section = data;

	g_free(section->name);
	g_free(section->text);
	g_free(section);
}

/* Up to the next ';'; an encoded word may hold one. */
static const char *
take_bare(const char *at, GString *out)
{
	size_t size = strcspn(at, ";");
	const char *end = strncmp(at, "=?", 2) == 0 ? strstr(at, "?=") : NULL;

	if (end != NULL && (size_t)(end - at) > size)
		size = (size_t)(end - at) + strcspn(end, ";");
	g_string_append_len(out, at, (gssize)size);
	while (out->len > 0 && strchr(" \"", out->str[out->len - 1]) != NULL)
		g_string_truncate(out, out->len - 1);
	if (out->len > 1 && out->str[0] == '\'' && out->str[out->len - 1] == '\'') {
		g_string_truncate(out, out->len - 1);
		g_string_erase(out, 0, 1);
	}
	return at + size;
}

/* Quoted or not. A backslash is only an escape before '"' and '\': Windows paths come with
 * single ones. A quote that is never closed is none. */
static const char *
take_text(const char *at, GString *out)
{
	at += strspn(at, " ");
	if (*at != '"')
		return take_bare(at, out);
	const char *start = at + 1;
	for (at++; *at != '\0' && *at != '"'; at++) {
		if (*at == '\\' && (at[1] == '"' || at[1] == '\\'))
			at++;
		g_string_append_c(out, *at);
	}
	if (*at == '"')
		return at + strcspn(at, ";");
	g_string_truncate(out, 0);
	return take_bare(start, out);
}

static const char *
take_section(struct parameter *parameter, const char *at)
{
	struct section *section = g_new0(struct section, 1);
	GString *text = g_string_new(NULL);
	size_t size = strcspn(at, "=;");
	g_autofree char *name = g_strstrip(g_ascii_strdown(at, (gssize)size));
	char *star = strchr(name, '*');

	at += size;
	if (*at == '=')
		at = take_text(at + 1, text);
	section->number = -1;
	if (star != NULL) {
		section->is_extended = star[1] == '\0' || name[strlen(name) - 1] == '*';
		if (g_ascii_isdigit(star[1]))
			section->number = (int)MIN(g_ascii_strtoull(star + 1, NULL, 10), 9999);
		*star = '\0';
	}
	section->name = g_steal_pointer(&name);
	section->text = g_string_free(text, FALSE);
	g_ptr_array_add(parameter->sections, section);
	return at;
}

static char *
strip_value(const char *field, size_t size)
{
	GString *out = g_string_new(NULL);
	unsigned depth = 0;

	for (size_t i = 0; i < size; i++) {
		if (field[i] == '(')
			depth++;
		else if (field[i] == ')' && depth > 0)
			depth--;
		else if (depth == 0 && field[i] > ' ' && field[i] < 127 && field[i] != '"')
			g_string_append_c(out, g_ascii_tolower(field[i]));
	}
	return g_string_free(out, FALSE);
}

/* The value ends at ';', or at a blank when a parameter follows without one: "text/plain
 * charset=utf-8". Nothing is the value when the first thing is a parameter. */
static size_t
value_size(const char *field)
{
	size_t size = strcspn(field, ";");
	size_t equals = strcspn(field, "=;(");

	if (field[equals] != '=' || equals > size)
		return size;
	while (equals > 0 && field[equals - 1] == ' ')
		equals--;
	while (equals > 0 && field[equals - 1] != ' ')
		equals--;
	return equals;
}

struct parameter *
parameter_new(const char *field)
{
	struct parameter *parameter = g_new0(struct parameter, 1);
	const char *at = field != NULL ? field : "";
	size_t size = value_size(at);

	parameter->sections = g_ptr_array_new_with_free_func(section_free);
	parameter->value = strip_value(at, size);
	for (at += size; *at != '\0' && parameter->sections->len < SECTIONS_MAX;) {
		at += strspn(at, "; ");
		if (*at != '\0')
			at = take_section(parameter, at);
	}
	return parameter;
}

void
parameter_free(struct parameter *parameter)
{
	if (parameter == NULL)
		return;
	g_ptr_array_unref(parameter->sections);
	g_free(parameter->value);
	g_free(parameter);
}

const char *
parameter_value(const struct parameter *parameter)
{
	return parameter->value;
}

static void
append_percent_decoded(GString *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '%' && g_ascii_isxdigit(text[1]) && g_ascii_isxdigit(text[2])) {
			g_string_append_c(out, (char)(g_ascii_xdigit_value(text[1]) << 4 |
						      g_ascii_xdigit_value(text[2])));
			text += 2;
		} else {
			g_string_append_c(out, *text);
		}
	}
}

/* "perch%C3%A9.pdf" where the star was forgotten: percent signs that make UTF-8 which is not
 * ASCII are no accident. NULL when they do not. Caller frees. */
static char *
decode_forgotten(const char *text)
{
	GString *bytes = g_string_new(NULL);
	bool is_high = false;

	append_percent_decoded(bytes, text);
	for (size_t i = 0; i < bytes->len; i++)
		is_high = is_high || (unsigned char)bytes->str[i] >= 0x80;
	is_high = is_high && strlen(text) != bytes->len &&
		  g_utf8_validate_len(bytes->str, bytes->len, NULL) && g_str_is_ascii(text);
	return g_string_free(bytes, !is_high);
}

static const struct section *
section_find(const struct parameter *parameter, const char *name, int number, bool extended)
{
	for (guint i = 0; i < parameter->sections->len; i++) {
		const struct section *section = parameter->sections->pdata[i];

		if (section->number == number &&
		    (number >= 0 || section->is_extended == extended) &&
		    strcmp(section->name, name) == 0)
			return section;
	}
	return NULL;
}

/* extended-initial-value = [charset] "'" [language] "'" text; without the two apostrophes the
 * charset is not there. Returns where the text begins. */
static const char *
take_charset(const char *text, char **ret_charset)
{
	const char *first = strchr(text, '\'');
	const char *second = first != NULL ? strchr(first + 1, '\'') : NULL;

	if (second == NULL)
		return text;
	*ret_charset = g_strndup(text, (gsize)(first - text));
	return second + 1;
}

static char *
get_sections(const struct parameter *parameter, const char *name, const struct section *first)
{
	g_autofree char *charset = NULL;
	bool extended = false;
	GString *bytes = g_string_new(NULL);

	for (const struct section *section = first; section != NULL;
	     section = section->number < 0
			   ? NULL
			   : section_find(parameter, name, section->number + 1, false)) {
		const char *text = section->text;

		if (section == first && section->is_extended)
			text = take_charset(text, &charset);
		if (section->is_extended)
			append_percent_decoded(bytes, text);
		else
			g_string_append(bytes, text);
		extended = extended || section->is_extended;
	}
	char *result = NULL;
	if (extended && strstr(bytes->str, "=?") == NULL) {
		g_autofree char *text = charset_decode(bytes->str, bytes->len, charset, NULL);
		result = text_clean_line(text, strlen(text));
	} else {
		g_autofree char *forgotten = decode_forgotten(bytes->str);
		result = forgotten != NULL ? text_clean_line(forgotten, strlen(forgotten))
					   : word_decode(bytes->str, NULL);
	}
	g_string_free(bytes, TRUE);
	return result;
}

char *
parameter_get(const struct parameter *parameter, const char *name)
{
	const struct section *first = section_find(parameter, name, -1, true);

	if (first == NULL)
		first = section_find(parameter, name, 0, false);
	if (first == NULL)
		first = section_find(parameter, name, 1, false); /* counted from one */
	if (first == NULL)
		first = section_find(parameter, name, -1, false);
	return first != NULL ? get_sections(parameter, name, first) : NULL;
}
