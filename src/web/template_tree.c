#include "config.h"
#include "web/template_tree.h"

#include <string.h>

#include "base/error.h"

static void
free_node(gpointer data)
{
	struct template_node *node = data;

	g_free(node->tag);
	g_clear_pointer(&node->inside, g_ptr_array_unref);
	g_free(node);
}

/* Where the section opened before text ends: at its {{/name}}. NULL when it is missing.
 * Sections of the same name may stand inside. */
static const char *
find_close(const char *text, const char *end, const char *name, const char **ret_after)
{
	g_autofree char *open = g_strdup_printf("{{#%s}}", name);
	g_autofree char *inverted = g_strdup_printf("{{^%s}}", name);
	g_autofree char *close = g_strdup_printf("{{/%s}}", name);
	int depth = 1;

	for (const char *p = text; p < end && (p = strstr(p, "{{")) != NULL && p < end;
	     p += 2) {
		if (g_str_has_prefix(p, open) || g_str_has_prefix(p, inverted))
			depth++;
		else if (g_str_has_prefix(p, close) && --depth == 0) {
			*ret_after = p + strlen(close);
			return p;
		}
	}
	return NULL;
}

static GPtrArray *read_range(const char *text, const char *end, int depth, GError **error);

/* Reads what stands inside the section node, from *at on, and puts *at behind it. */
static bool
read_section(
    struct template_node *node, const char **at, const char *end, int depth, GError **error)
{
	const char *after = NULL;
	const char *close = find_close(*at, end, node->tag + 1, &after);

	if (close == NULL)
		return error_set(
		    error, ERROR_REJECT, "template: {{%s}} is never closed", node->tag);
	node->inside = read_range(*at, close, depth + 1, error);
	*at = after;
	return node->inside != NULL;
}

static GPtrArray *
read_range(const char *text, const char *end, int depth, GError **error)
{
	g_autoptr(GPtrArray) nodes = g_ptr_array_new_with_free_func(free_node);

	if (depth > TEMPLATE_DEPTH_MAX) {
		error_set(error, ERROR_REJECT, "template: parts nest too deeply");
		return NULL;
	}
	for (const char *at = text; at < end;) {
		struct template_node *node = g_new0(struct template_node, 1);
		const char *open = strstr(at, "{{");

		g_ptr_array_add(nodes, node);
		node->text = at;
		if (open == NULL || open >= end) {
			node->size = (size_t)(end - at);
			break;
		}
		node->size = (size_t)(open - at);
		const char *close = strstr(open, "}}");
		if (close == NULL || close >= end) {
			error_set(error, ERROR_REJECT, "template: a tag is not closed");
			return NULL;
		}
		node->tag = g_strndup(open + 2, (gsize)(close - open - 2));
		at = close + 2;
		if (strchr("#^", node->tag[0]) != NULL && node->tag[0] != '\0' &&
		    !read_section(node, &at, end, depth, error))
			return NULL;
	}
	return g_steal_pointer(&nodes);
}

GPtrArray *
template_tree_read(const char *text, GError **error)
{
	return read_range(text, text + strlen(text), 1, error);
}

const GPtrArray *
template_tree_keep(const char *text, GError **error)
{
	static GHashTable *kept; /* the text itself → its nodes */

	if (kept == NULL)
		kept = g_hash_table_new(NULL, NULL);
	GPtrArray *nodes = g_hash_table_lookup(kept, text);
	if (nodes == NULL) {
		nodes = template_tree_read(text, error);
		if (nodes != NULL)
			g_hash_table_insert(kept, (gpointer)text, nodes);
	}
	return nodes;
}
