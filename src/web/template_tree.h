/*
 * template_tree: a template taken apart once: pieces of text, and what stands in {{…}} between
 * them, sections with what is inside. What a tag means is template.c's to know.
 */
#ifndef TURNO_WEB_TEMPLATE_TREE_H
#define TURNO_WEB_TEMPLATE_TREE_H

#include <glib.h>
#include <stddef.h>

enum { TEMPLATE_DEPTH_MAX = 16 }; /* sections and parts inside each other */

struct template_node {
	const char *text; /* up to the tag; borrowed from the template */
	size_t size;
	char *tag;         /* between the braces, NULL after the last one */
	GPtrArray *inside; /* of a section: its nodes; else NULL */
};

/* The nodes of text, which must outlive them. Caller frees with g_ptr_array_unref(). NULL,
 * REJECT: a tag or section is not closed, or sections nest too deeply. */
GPtrArray *template_tree_read(const char *text, GError **error);

/* The same for a text that stays as long as the process; it is taken apart once and the tree
 * kept. Borrowed. */
const GPtrArray *template_tree_keep(const char *text, GError **error);

#endif
