#include "config.h"
#include "web/template.h"

#include <string.h>
#include <time.h>

#include "base/error.h"
#include "base/format.h"
#include "web/format.h"
#include "web/mark.h"
#include "web/page_file.h"
#include "web/sentence.h"
#include "web/template_tree.h"

enum { COUNTED_MAX = 1000 }; /* filter_most */

#define NAME_CHARS "abcdefghijklmnopqrstuvwxyz0123456789_."

struct render {
	GString *out;
	enum language language;
	const char *zone; /* of the office, NULL: of the machine */
	GPtrArray *stack; /* json_t *, innermost last; borrowed */
	int64_t now_s;
	int depth;
};

static bool render_nodes(struct render *r, const GPtrArray *nodes, GError **error);

void
template_escape(GString *out, const char *text)
{
	for (const char *p = text; *p != '\0';) {
		size_t plain = strcspn(p, "&<>\"'");

		g_string_append_len(out, p, (gssize)plain);
		p += plain;
		switch (*p) {
		case '&':
			g_string_append(out, "&amp;");
			break;
		case '<':
			g_string_append(out, "&lt;");
			break;
		case '>':
			g_string_append(out, "&gt;");
			break;
		case '"':
			g_string_append(out, "&quot;");
			break;
		case '\'':
			g_string_append(out, "&#39;");
			break;
		default:
			return;
		}
		p++;
	}
}

/* A dotted name inside one object; NULL when it is not there. */
static json_t *
find_inside(json_t *object, const char *name)
{
	while (object != NULL && *name != '\0') {
		size_t step = strcspn(name, ".");

		object = json_object_getn(object, name, step);
		name += step + (name[step] == '.');
	}
	return object;
}

static json_t *
find_value(const struct render *r, const char *name)
{
	size_t first = strcspn(name, ".");

	if (g_str_equal(name, "."))
		return r->stack->pdata[r->stack->len - 1];
	for (guint i = r->stack->len; i > 0; i--) {
		json_t *object = r->stack->pdata[i - 1];

		if (json_object_getn(object, name, first) != NULL)
			return find_inside(object, name);
	}
	return NULL;
}

/* A value as text: strings as they are, numbers in decimal, all else empty. */
static char *
scalar_text(const json_t *value)
{
	if (json_is_string(value))
		return g_strdup(json_string_value(value));
	if (json_is_integer(value))
		return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	return g_strdup("");
}

static char *
value_text(const struct render *r, const char *name)
{
	return scalar_text(find_value(r, name));
}

static int64_t
value_integer(const struct render *r, const char *name)
{
	return json_integer_value(find_value(r, name));
}

static bool
is_truthy(const json_t *value)
{
	if (json_is_array(value))
		return json_array_size(value) > 0;
	if (json_is_object(value))
		return json_object_size(value) > 0;
	if (json_is_string(value))
		return json_string_length(value) > 0;
	if (json_is_integer(value))
		return json_integer_value(value) != 0;
	return json_is_true(value);
}

/* The filters of {{filter:argument}}; each returns what is then escaped, or NULL when the
 * argument is malformed. */
static char *
filter_url(struct render *r, const char *argument)
{
	g_autofree char *text = value_text(r, argument);

	return g_uri_escape_string(text, NULL, FALSE);
}

static char *
filter_query(struct render *r, const char *argument)
{
	g_autofree char *text = value_text(r, argument);

	return g_uri_escape_string(text, "=&%", FALSE);
}

static char *
filter_date(struct render *r, const char *argument)
{
	g_autofree char *text = value_text(r, argument);

	return format_date_time(text, r->zone, r->language == LANGUAGE_IT);
}

static char *
filter_day(struct render *r, const char *argument)
{
	g_autofree char *text = value_text(r, argument);

	return format_day(text, r->zone, r->language == LANGUAGE_IT);
}

static char *
filter_since(struct render *r, const char *argument)
{
	g_autofree char *text = value_text(r, argument);

	return format_since(r->language, text, r->now_s);
}

static char *
filter_span(struct render *r, const char *argument)
{
	return format_span(r->language, value_integer(r, argument));
}

static char *
filter_size(struct render *r, const char *argument)
{
	return format_size(value_integer(r, argument), r->language == LANGUAGE_IT);
}

static char *
filter_number(struct render *r, const char *argument)
{
	return format_number(
	    json_number_value(find_value(r, argument)), r->language == LANGUAGE_IT);
}

static char *
filter_most(struct render *r, const char *argument)
{
	json_int_t number = value_integer(r, argument);

	return g_strdup_printf("%" JSON_INTEGER_FORMAT "%s", MIN(number, COUNTED_MAX),
	    number > COUNTED_MAX ? "+" : "");
}

static char *
filter_word(struct render *r, const char *argument)
{
	const char *slash = strchr(argument, '/');

	if (slash == NULL)
		return NULL;
	g_autofree char *kind = g_strndup(argument, (gsize)(slash - argument));
	g_autofree char *text = value_text(r, slash + 1);
	const char *sentence = message_word(r->language, kind, text);
	return g_strdup(sentence != NULL ? sentence : text);
}

static char *
filter_say(struct render *r, const char *argument)
{
	g_autofree char *text = value_text(r, argument);

	return sentence_text(r->language, text);
}

static char *
filter_count(struct render *r, const char *argument)
{
	g_auto(GStrv) parts = g_strsplit(argument, "|", 4);

	if (g_strv_length(parts) != 3)
		return NULL;
	return message_count(r->language, parts[1], parts[2], value_integer(r, parts[0]));
}

static const struct filter {
	const char *prefix;
	/* NULL: what it gives is HTML, render_marks */
	char *(*apply)(struct render *r, const char *argument);
} filters[] = {
    {"url:", filter_url},
    {"query:", filter_query},
    {"date:", filter_date},
    {"day:", filter_day},
    {"since:", filter_since},
    {"span:", filter_span},
    {"size:", filter_size},
    {"number:", filter_number},
    {"most:", filter_most},
    {"word:", filter_word},
    {"say:", filter_say},
    {"count:", filter_count},
    {"marks:", NULL},
};

/* The one value that becomes elements; mark_append escapes all else. */
static void
render_marks(struct render *r, const char *name)
{
	g_autofree char *text = value_text(r, name);

	mark_append(r->out, text);
}

static bool
render_value(struct render *r, const char *tag, GError **error)
{
	for (size_t i = 0; strchr(tag, ':') != NULL && i < G_N_ELEMENTS(filters); i++) {
		if (!g_str_has_prefix(tag, filters[i].prefix))
			continue;
		const char *argument = tag + strlen(filters[i].prefix);
		if (filters[i].apply == NULL) {
			render_marks(r, argument);
			return true;
		}
		g_autofree char *text = filters[i].apply(r, argument);
		if (text == NULL)
			return error_set(
			    error, ERROR_REJECT, "template: malformed tag {{%s}}", tag);
		template_escape(r->out, text);
		return true;
	}
	if (strspn(tag, NAME_CHARS) != strlen(tag))
		return error_set(error, ERROR_REJECT, "template: unknown tag {{%s}}", tag);
	const json_t *value = find_value(r, tag);
	if (json_is_string(value))
		template_escape(r->out, json_string_value(value));
	else if (json_is_integer(value))
		g_string_append_printf(
		    r->out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	return true;
}

static bool
render_inside(struct render *r, json_t *value, const GPtrArray *nodes, GError **error)
{
	g_ptr_array_add(r->stack, value);
	bool ok = render_nodes(r, nodes, error);
	g_ptr_array_set_size(r->stack, (int)r->stack->len - 1);
	return ok;
}

/* The argument of {{#equal:a b}}: true when they read alike, or b is a list that holds a. */
static bool
is_equal(const struct render *r, const char *argument)
{
	g_auto(GStrv) names = g_strsplit(argument, " ", 2);

	if (g_strv_length(names) != 2)
		return false;
	const json_t *list = find_value(r, names[1]);
	g_autofree char *wanted = value_text(r, names[0]);
	g_autofree char *text = value_text(r, names[1]);
	bool found = *wanted != '\0' && g_str_equal(wanted, text);

	for (size_t i = 0; !found && i < json_array_size(list); i++) {
		g_autofree char *each = scalar_text(json_array_get(list, i));
		found = g_str_equal(wanted, each);
	}
	return found;
}

static bool
render_section(struct render *r, const struct template_node *node, GError **error)
{
	const char *tag = node->tag;

	if (g_str_has_prefix(tag + 1, "equal:"))
		return is_equal(r, tag + 1 + strlen("equal:")) != (tag[0] == '#') ||
		       render_nodes(r, node->inside, error);
	json_t *value = find_value(r, tag + 1);
	if (tag[0] == '^')
		return is_truthy(value) || render_nodes(r, node->inside, error);
	if (!is_truthy(value))
		return true;
	if (json_is_object(value))
		return render_inside(r, value, node->inside, error);
	if (!json_is_array(value))
		return render_nodes(r, node->inside, error);
	for (size_t i = 0; i < json_array_size(value); i++)
		if (!render_inside(r, json_array_get(value, i), node->inside, error))
			return false;
	return true;
}

static bool
render_part(struct render *r, const char *name, GError **error)
{
	const char *text = page_file_find(name);

	if (text == NULL)
		return error_set(error, ERROR_REJECT, "template: there is no page %s", name);
	const GPtrArray *nodes = template_tree_keep(text, error);
	return nodes != NULL && render_nodes(r, nodes, error);
}

static bool
render_tag(struct render *r, const struct template_node *node, GError **error)
{
	const char *tag = node->tag;

	if (node->inside != NULL)
		return render_section(r, node, error);
	if (tag[0] == '>')
		return render_part(r, tag + 1, error);
	if (tag[0] == '_' && tag[1] == ' ') {
		template_escape(r->out, message_text(r->language, tag + 2));
		return true;
	}
	return render_value(r, tag, error);
}

static bool
render_nodes(struct render *r, const GPtrArray *nodes, GError **error)
{
	if (++r->depth > TEMPLATE_DEPTH_MAX)
		return error_set(error, ERROR_REJECT, "template: parts nest too deeply");
	for (guint i = 0; i < nodes->len; i++) {
		const struct template_node *node = nodes->pdata[i];

		g_string_append_len(r->out, node->text, (gssize)node->size);
		if (node->tag != NULL && !render_tag(r, node, error))
			return false;
	}
	r->depth--;
	return true;
}

static bool
render_tree(
    GString *out, const GPtrArray *nodes, json_t *data, enum language language, GError **error)
{
	g_autoptr(GPtrArray) stack = g_ptr_array_new();
	struct render r = {
	    .out = out, .language = language, .stack = stack, .now_s = (int64_t)time(NULL)};

	g_ptr_array_add(stack, data);
	r.zone = json_string_value(find_inside(data, "frame.viewer.timezone"));
	return render_nodes(&r, nodes, error);
}

bool
template_render_text(
    GString *out, const char *text, json_t *data, enum language language, GError **error)
{
	g_autoptr(GPtrArray) nodes = template_tree_read(text, error);

	return nodes != NULL && render_tree(out, nodes, data, language, error);
}

bool
template_render(
    GString *out, const char *name, json_t *data, enum language language, GError **error)
{
	const char *text = page_file_find(name);

	if (text == NULL)
		return error_set(error, ERROR_REJECT, "template: there is no page %s", name);
	const GPtrArray *nodes = template_tree_keep(text, error);
	return nodes != NULL && render_tree(out, nodes, data, language, error);
}

static bool
is_name(const char *text, size_t size)
{
	return size > 0 && strspn(text, NAME_CHARS) >= size;
}

/* What may stand in {{…}} beside sections: as render_tag and render_value read it. */
static bool
is_value_tag(const char *tag)
{
	size_t n = 0;

	if (tag[0] == '_')
		return tag[1] == ' ' && tag[2] != '\0';
	if (tag[0] == '>')
		return page_file_find(tag + 1) != NULL;
	while (n < G_N_ELEMENTS(filters) && !g_str_has_prefix(tag, filters[n].prefix))
		n++;
	if (n == G_N_ELEMENTS(filters))
		return is_name(tag, strlen(tag));
	g_auto(GStrv) parts = g_strsplit(tag + strlen(filters[n].prefix), "|", 4);
	const char *slash = strchr(parts[0], '/');
	bool is_word = filters[n].apply == filter_word;

	if (g_strv_length(parts) != (filters[n].apply == filter_count ? 3 : 1) ||
	    is_word != (slash != NULL))
		return false;
	return is_word ? is_name(parts[0], (size_t)(slash - parts[0])) &&
			     is_name(slash + 1, strlen(slash + 1))
		       : is_name(parts[0], strlen(parts[0]));
}

static bool
is_section_name(const char *name)
{
	if (!g_str_has_prefix(name, "equal:"))
		return is_name(name, strlen(name));
	g_auto(GStrv) names = g_strsplit(name + strlen("equal:"), " ", 3);
	return g_strv_length(names) == 2 && is_name(names[0], strlen(names[0])) &&
	       is_name(names[1], strlen(names[1]));
}

/* What is wrong with tag, as a format for it; NULL when nothing is. open: names of the sections
 * around it, innermost last. */
static const char *
check_tag(const char *tag, GPtrArray *open)
{
	const char *inner = open->len > 0 ? open->pdata[open->len - 1] : NULL;

	if (tag[0] == '#' || tag[0] == '^') {
		g_ptr_array_add(open, g_strdup(tag + 1));
		return is_section_name(tag + 1) ? NULL : "{{%s}} is no section";
	}
	if (tag[0] != '/')
		return is_value_tag(tag) ? NULL : "{{%s}} is not known";
	if (g_strcmp0(inner, tag + 1) != 0)
		return "{{%s}} does not close the section that is open";
	g_ptr_array_remove_index(open, open->len - 1);
	return NULL;
}

/* The line of text, counted from 1, in which at stands. */
static unsigned
line_of(const char *text, const char *at)
{
	unsigned line = 1;

	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

static bool
fail_check(
    const char *where, unsigned line, const char *format, const char *tag, GError **error)
{
	g_auto(GStrv) halves = g_strsplit(format, "%s", 2);

	return error_set(error, ERROR_CONFIG, "%s:%u: %s%.60s%s", where, line, halves[0], tag,
	    halves[1] != NULL ? halves[1] : "");
}

bool
template_check(const char *where, const char *text, size_t size_bytes, GError **error)
{
	g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func(g_free);
	const char *valid = NULL;
	const char *at = text;

	if (!g_utf8_validate_len(text, size_bytes, &valid))
		return fail_check(
		    where, line_of(text, valid), "is no text in UTF-8", "", error);
	while ((at = strstr(at, "{{")) != NULL) {
		const char *close = strstr(at, "}}");
		const char *start = at + 2;

		if (close == NULL)
			return fail_check(
			    where, line_of(text, at), "a tag is not closed", "", error);
		g_autofree char *tag = g_strndup(start, (gsize)(close - start));
		const char *wrong = check_tag(tag, open);
		if (wrong != NULL)
			return fail_check(where, line_of(text, at), wrong, tag, error);
		at = close + 2;
	}
	if (open->len == 0)
		return true;
	return fail_check(where, line_of(text, text + size_bytes), "{{#%s}} is never closed",
	    open->pdata[open->len - 1], error);
}
