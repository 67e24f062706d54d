#include "config.h"
#include "compose/template.h"

#include <jansson.h>
#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

#define TEMPLATE_DEPTH 8 /* sections in sections */

enum node_type { NODE_TEXT, NODE_VALUE, NODE_SECTION, NODE_INVERTED };

struct node {
	enum node_type type;
	char *text;          /* the literal, or the name */
	GPtrArray *children; /* struct node *, of a section */
};

struct template
{
	GPtrArray *subject;
	GPtrArray *body;
};

/* What the parser is at. */
struct source {
	const char *where;
	const char *start;
	const char *at;
	const char *tag; /* the last one, for messages */
	const char *const *names;
	unsigned first_line; /* of start in the file */
};

static void
node_free(struct node *node)
{
	g_free(node->text);
	if (node->children != NULL)
		g_ptr_array_unref(node->children);
	g_free(node);
}

static GPtrArray *
nodes_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)node_free);
}

static struct node *
nodes_add(GPtrArray *nodes, enum node_type type, const char *text, gsize length)
{
	struct node *node = g_new0(struct node, 1);

	node->type = type;
	node->text = g_strndup(text, length);
	g_ptr_array_add(nodes, node);
	return node;
}

static bool
fail_at(const struct source *source, const char *problem, const char *name, GError **error)
{
	unsigned line = source->first_line;

	for (const char *p = source->start; p < source->tag; p++)
		line += *p == '\n';
	return error_set(
	    error, ERROR_CONFIG, "%s:%u: %s {{%s}}", source->where, line, problem, name);
}

/* The end of the line that p is on when only blanks follow (behind its \n), else NULL. */
static const char *
blank_line_end(const char *p)
{
	while (*p == ' ' || *p == '\t')
		p++;
	if (*p == '\0')
		return p;
	return *p == '\n' ? p + 1 : NULL;
}

/* The start of the line that tag is on when only blanks stand before tag, else NULL. */
static const char *
blank_line_start(const char *start, const char *tag)
{
	while (tag > start && (tag[-1] == ' ' || tag[-1] == '\t'))
		tag--;
	return tag == start || tag[-1] == '\n' ? tag : NULL;
}

/*
 * Takes the text before the next tag into nodes and the tag itself: its first character (0 for
 * a value) and its name. A section tag alone on its line takes the line away. 1 a tag, 0 the
 * end of the text, -1 error.
 */
static int
next_tag(
    struct source *source, GPtrArray *nodes, char *ret_sigil, char **ret_name, GError **error)
{
	const char *open = strstr(source->at, "{{");

	if (open == NULL) {
		nodes_add(nodes, NODE_TEXT, source->at, strlen(source->at));
		source->at += strlen(source->at);
		return 0;
	}
	source->tag = open;
	const char *close = strstr(open, "}}");
	gsize length = strcspn(open + 2, "}\n");
	g_autofree char *inside = g_strndup(open + 2, length);
	if (close == NULL || (gsize)(close - open) != length + 2) {
		fail_at(source, "tag is not closed:", inside, error);
		return -1;
	}
	bool is_section = strchr("#^/", inside[0]) != NULL && inside[0] != '\0';
	const char *text_end = open;
	const char *after = close + 2;
	const char *line_start = is_section ? blank_line_start(source->start, open) : NULL;
	const char *line_end = is_section ? blank_line_end(after) : NULL;
	if (line_start != NULL && line_end != NULL) {
		text_end = MAX(line_start, source->at);
		after = line_end;
	}
	nodes_add(nodes, NODE_TEXT, source->at, (gsize)(text_end - source->at));
	source->at = after;
	*ret_sigil = is_section ? inside[0] : '\0';
	*ret_name = g_strstrip(g_strdup(inside + (is_section ? 1 : 0)));
	return 1;
}

/* Parses up to the end of the text (section NULL) or up to {{/section}}. */
static bool
parse_nodes(
    struct source *source, GPtrArray *nodes, const char *section, int depth, GError **error)
{
	for (;;) {
		g_autofree char *name = NULL;
		char sigil = '\0';
		int found = next_tag(source, nodes, &sigil, &name, error);

		if (found < 0)
			return false;
		if (found == 0)
			return section == NULL ||
			       fail_at(source, "section is not closed:", section, error);
		if (sigil == '/')
			return (section != NULL && strcmp(name, section) == 0) ||
			       fail_at(source, "closes nothing:", name, error);
		if (!g_strv_contains(source->names, name))
			return fail_at(source, "unknown placeholder", name, error);
		if (sigil == '\0') {
			nodes_add(nodes, NODE_VALUE, name, strlen(name));
			continue;
		}
		if (depth == 0)
			return fail_at(source, "too deep:", name, error);
		struct node *node = nodes_add(
		    nodes, sigil == '#' ? NODE_SECTION : NODE_INVERTED, name, strlen(name));
		node->children = nodes_new();
		if (!parse_nodes(source, node->children, name, depth - 1, error))
			return false;
	}
}

static GPtrArray *
parse_text(const char *where, const char *text, unsigned first_line, const char *const *names,
    GError **error)
{
	struct source source = {where, text, text, text, names, first_line};
	g_autoptr(GPtrArray) nodes = nodes_new();

	if (!parse_nodes(&source, nodes, NULL, TEMPLATE_DEPTH, error))
		return NULL;
	return g_steal_pointer(&nodes);
}

struct template *
template_parse(const char *where, const char *text, const char *const *names, GError **error)
{
	static const char prefix[] = "Subject: ";
	const char *end = strchr(text, '\n');

	if (!g_str_has_prefix(text, prefix) || end == NULL) {
		error_set(
		    error, ERROR_CONFIG, "%s:1: must begin with a line \"Subject: …\"", where);
		return NULL;
	}
	g_autofree char *subject =
	    g_strndup(text + strlen(prefix), (gsize)(end - text) - strlen(prefix));
	g_autoptr(Template) template = g_new0(struct template, 1);
	template->subject = parse_text(where, subject, 1, names, error);
	if (template->subject == NULL)
		return NULL;
	template->body = parse_text(where, end + 1, 2, names, error);
	if (template->body == NULL)
		return NULL;
	return g_steal_pointer(&template);
}

void
template_free(struct template *template)
{
	if (template == NULL)
		return;
	if (template->subject != NULL)
		g_ptr_array_unref(template->subject);
	if (template->body != NULL)
		g_ptr_array_unref(template->body);
	g_free(template);
}

/* The innermost scope that has name decides; scopes[0] is the view. */
static json_t *
look_up(const json_t *const *scopes, int depth, const char *name)
{
	for (int i = depth; i >= 0; i--) {
		json_t *value = json_object_get(scopes[i], name);
		if (value != NULL)
			return value;
	}
	return NULL;
}

static bool
is_something(const json_t *value)
{
	if (json_is_string(value))
		return json_string_length(value) > 0;
	if (json_is_array(value))
		return json_array_size(value) > 0;
	return json_is_true(value);
}

static void
render_nodes(const GPtrArray *nodes, const json_t **scopes, int depth, GString *out)
{
	for (guint i = 0; i < nodes->len; i++) {
		const struct node *node = nodes->pdata[i];
		json_t *value =
		    node->type != NODE_TEXT ? look_up(scopes, depth, node->text) : NULL;

		if (node->type == NODE_TEXT) {
			g_string_append(out, node->text);
		} else if (node->type == NODE_VALUE) {
			if (json_is_string(value))
				g_string_append(out, json_string_value(value));
		} else if (is_something(value) != (node->type == NODE_SECTION)) {
			continue;
		} else if (node->type == NODE_SECTION && json_is_array(value)) {
			for (size_t k = 0; k < json_array_size(value); k++) {
				scopes[depth + 1] = json_array_get(value, k);
				render_nodes(node->children, scopes, depth + 1, out);
			}
		} else {
			render_nodes(node->children, scopes, depth, out);
		}
	}
}

static char *
render(const GPtrArray *nodes, const json_t *view)
{
	const json_t *scopes[TEMPLATE_DEPTH + 1] = {view};
	GString *out = g_string_new(NULL);

	render_nodes(nodes, scopes, 0, out);
	return g_string_free(out, FALSE);
}

char *
template_render_subject(const struct template *template, const json_t *view)
{
	return render(template->subject, view);
}

char *
template_render_body(const struct template *template, const json_t *view)
{
	return render(template->body, view);
}

static char *
read_override(const char *directory, const char *name, char **ret_where, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autofree char *file = g_strconcat(name, ".txt", NULL);
	g_autofree char *path = g_build_filename(directory, file, NULL);
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, &problem)) {
		if (!g_error_matches(problem, G_FILE_ERROR, G_FILE_ERROR_NOENT))
			error_set(error, ERROR_CONFIG, "%s", problem->message);
		return NULL;
	}
	if (!g_utf8_validate(text, -1, NULL)) {
		error_set(error, ERROR_CONFIG, "%s: is not UTF-8", path);
		return NULL;
	}
	*ret_where = g_steal_pointer(&path);
	return text_clean(text, strlen(text));
}

char *
template_find_text(const char *directory, const char *name, char **ret_where, GError **error)
{
	if (*directory != '\0') {
		GError *problem = NULL;
		char *text = read_override(directory, name, ret_where, &problem);
		if (text != NULL)
			return text;
		if (problem != NULL) {
			g_propagate_error(error, problem);
			return NULL;
		}
	}
	for (const struct template_builtin *b = template_builtins; b->name != NULL; b++) {
		if (strcmp(b->name, name) == 0) {
			*ret_where = g_strconcat(name, ".txt", NULL);
			return g_strdup(b->text);
		}
	}
	error_set(error, ERROR_CONFIG, "there is no mail template %s", name);
	return NULL;
}
