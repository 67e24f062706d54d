/* entity_table: the named character references of HTML §13.5. */
#ifndef TURNO_PARSE_ENTITY_TABLE_H
#define TURNO_PARSE_ENTITY_TABLE_H

#include <glib.h>
#include <stddef.h>

struct entity_named {
	const char *name;       /* without "&" and ";" */
	gunichar characters[2]; /* the second: 0 when there is one */
};

extern const struct entity_named entity_names[], entity_legacy_names[];
extern const size_t entity_name_count, entity_legacy_name_count;

#endif
