#include "config.h"
#include "cli/print.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/error.h"
#include "base/text.h"

void
print_json(const json_t *value)
{
	json_dumpf(value, stdout, JSON_INDENT(2) | JSON_ENCODE_ANY);
	putchar('\n');
}

static char *
join_values(const json_t *list)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < json_array_size(list); i++) {
		g_autofree char *one = print_value(json_array_get(list, i));
		g_string_append_printf(out, "%s%s", i > 0 ? ", " : "", one);
	}
	return g_string_free(out, FALSE);
}

/* {"name":"Mario","address":"m@x"} → Mario <m@x>; pairs as their values, larger objects as
 * name=value; what is empty is left out. */
static char *
object_value(const json_t *object)
{
	const char *name = json_string_value(json_object_get(object, "name"));
	const char *address = json_string_value(json_object_get(object, "address"));
	bool is_pair = json_object_size(object) == 2;
	GString *out = g_string_new(NULL);
	const char *key;
	json_t *member;

	if (name != NULL && address != NULL && is_pair) {
		g_string_printf(out, "%s <%s>", name, address);
	} else {
		json_object_foreach((json_t *)object, key, member)
		{
			g_autofree char *one = print_value(member);
			if (*one != '\0')
				g_string_append_printf(out, "%s%s%s%s", out->len > 0 ? " " : "",
				    is_pair ? "" : key, is_pair ? "" : "=", one);
		}
	}
	char *line = text_clean_line(out->str, out->len);
	g_string_free(out, TRUE);
	return line;
}

/* A time of the database in the zone of who reads, "2026-11-22 21:56:23"; NULL when text is
 * none. */
static char *
time_value(const char *text)
{
	if (!g_regex_match_simple(
		"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?[+-]\\d\\d:\\d\\d$", text,
		0, 0))
		return NULL;
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);
	g_autoptr(GDateTime) local = time != NULL ? g_date_time_to_local(time) : NULL;
	return local != NULL ? g_date_time_format(local, "%Y-%m-%d %H:%M:%S") : NULL;
}

char *
print_value(const json_t *value)
{
	char *time = json_is_string(value) ? time_value(json_string_value(value)) : NULL;

	if (time != NULL)
		return time;
	if (json_is_string(value))
		return text_clean_line(json_string_value(value), json_string_length(value));
	if (json_is_integer(value))
		return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	if (json_is_real(value))
		return g_strdup_printf("%g", json_real_value(value));
	if (json_is_array(value))
		return join_values(value);
	if (json_is_object(value))
		return object_value(value);
	return g_strdup(json_is_true(value) ? "yes" : "");
}

static size_t
display_width(const char *text)
{
	size_t width = 0;

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (!g_unichar_iszerowidth(c))
			width += g_unichar_iswide(c) ? 2 : 1;
	}
	return width;
}

static const json_t *
find_member(const json_t *row, const char *path)
{
	g_auto(GStrv) names = g_strsplit(path, ".", -1);

	for (char **name = names; *name != NULL && row != NULL; name++)
		row = json_object_get(row, *name);
	return row;
}

static char *
make_heading(const char *column)
{
	char *heading =
	    g_ascii_strup(g_str_has_prefix(column, "is_") ? column + 3 : column, -1);

	return g_strdelimit(heading, "_.", ' ');
}

static void
print_row(char *const *cells, const size_t *widths, size_t count)
{
	GString *line = g_string_new(NULL);

	for (size_t c = 0; c < count; c++) {
		g_string_append_printf(line, "%s%*s", cells[c],
		    (int)(widths[c] - display_width(cells[c]) + 2), "");
	}
	puts(g_strchomp(line->str));
	g_string_free(line, TRUE);
}

void
print_table(const json_t *rows, const char *columns)
{
	g_auto(GStrv) names = g_strsplit(columns, " ", -1);
	size_t count = g_strv_length(names);
	size_t lines = json_array_size(rows) + 1;
	g_autofree size_t *widths = g_new0(size_t, count);
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);

	for (size_t line = 0; line < lines; line++) {
		for (size_t c = 0; c < count; c++) {
			char *cell = line == 0 ? make_heading(names[c])
					       : print_value(find_member(
						     json_array_get(rows, line - 1), names[c]));
			widths[c] = MAX(widths[c], display_width(cell));
			g_ptr_array_add(cells, cell);
		}
	}
	for (size_t line = 0; line < lines; line++)
		print_row((char *const *)&cells->pdata[line * count], widths, count);
}

/* A member of a record on a line; nothing when it is empty. */
static void
print_member(const char *indent, const char *name, const json_t *value)
{
	g_autofree char *line = json_is_false(value) ? g_strdup("no") : print_value(value);

	if (*line != '\0')
		printf("%s%s: %s\n", indent, name, line);
}

void
print_record(const json_t *object)
{
	const char *name, *key;
	json_t *value, *member;

	json_object_foreach((json_t *)object, name, value)
	{
		if (json_is_array(value) && json_is_object(json_array_get(value, 0))) {
			printf("%s:\n", name);
			for (size_t i = 0; i < json_array_size(value); i++) {
				g_autofree char *line = print_value(json_array_get(value, i));
				printf("    %s\n", line);
			}
		} else if (json_is_object(value) && json_object_size(value) > 2) {
			printf("%s:\n", name);
			json_object_foreach(value, key, member)
			{
				if (!json_is_false(member))
					print_member("    ", key, member);
			}
		} else {
			print_member("", name, value);
		}
	}
}

void
print_text(const char *text)
{
	g_autofree char *clean = text_clean(text, strlen(text));
	g_auto(GStrv) lines = g_strsplit(g_strchomp(clean), "\n", -1);

	for (char **line = lines; *line != NULL; line++)
		printf("%s%s\n", **line != '\0' ? "    " : "", *line);
}

int
print_error(GError *error)
{
	int status = error_exit_status(error);
	g_autofree char *line = text_clean_line(error->message, strlen(error->message));

	fflush(stdout);
	fprintf(stderr, "turno: %s\n", line);
	g_error_free(error);
	return status;
}

int
print_usage_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *message = g_strdup_vprintf(format, args);
	va_end(args);
	g_autofree char *line = text_clean_line(message, strlen(message));
	fprintf(stderr, "turno: %s\n", line);
	return EX_USAGE;
}
