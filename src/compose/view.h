/*
 * view: what a template may say about one outbox row: the envelope's values as people read them
 * (sizes, dates, quoted lines) under the flat names that templates use. Mail to a contact has
 * no name for category, level, notes or the office's other posts (R24, R35).
 */
#ifndef TURNO_COMPOSE_VIEW_H
#define TURNO_COMPOSE_VIEW_H

#include <glib.h>
#include <stdbool.h>

struct json_t;

/* The names that templates of this kind may use, ended by NULL; static. NULL for an unknown
 * kind. Kinds are those of turno.outbox. */
const char *const *view_names(const char *kind);

/*
 * The view of an envelope, a JSON object with a subset of view_names() of its kind; the caller
 * decreases its reference. Every text is clean (text_clean()): no NUL, no CR, no control
 * characters. NULL and REJECT when the kind is unknown or a link cannot be built.
 */
struct json_t *view_make(const struct json_t *envelope, const char *base_url, GError **error);

#endif
