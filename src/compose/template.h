/*
 * template: the texts of our mail, a small subset of mustache over JSON.
 *
 *   {{name}}                  the text of name, nothing when it is absent
 *   {{#name}} … {{/name}}     once when name is a text that is not empty or true, once per
 *                             element of a list; inside, the element's names come first
 *   {{^name}} … {{/name}}     once when the above would write nothing
 *
 * A section tag alone on its line takes the line away. Nothing is escaped: this is plain text.
 * Every name must be known to the template's kind, so that a mistake shows when turnod starts
 * and not in a mail. A template's first line is `Subject: …`.
 */
#ifndef TURNO_COMPOSE_TEMPLATE_H
#define TURNO_COMPOSE_TEMPLATE_H

#include <glib.h>

struct json_t;
struct template;

/* A template compiled into the program from conf/templates; the last one has name NULL. */
struct template_builtin {
	const char *name; /* "it/reply" */
	const char *text;
};
extern const struct template_builtin template_builtins[];

/*
 * Parses text (UTF-8). where is put before messages: a file name. names: what may stand between
 * the braces, ended by NULL. NULL and CONFIG with "where:LINE: …" when the syntax is wrong, a
 * name is unknown or the Subject line is missing.
 */
struct template *template_parse(
    const char *where, const char *text, const char *const *names, GError **error);

void template_free(struct template *template);
typedef struct template Template; /* only for g_autoptr(Template) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Template, template_free)

/* The subject with view's values filled in; may hold line breaks if values do. Caller frees. */
char *template_render_subject(const struct template *template, const struct json_t *view);

/* The text below the Subject line, lines ended by \n. view is a JSON object. Caller frees. */
char *template_render_body(const struct template *template, const struct json_t *view);

/*
 * The text of template name ("it/reply"): the file name.txt in directory when directory is not
 * "" and has it, else the one compiled in. ret_where names the source for messages. Caller
 * frees both. NULL: CONFIG when there is none or the file cannot be read or is not UTF-8.
 */
char *template_find_text(
    const char *directory, const char *name, char **ret_where, GError **error);

#endif
