/* embed: the pages, the style sheet and the Italian catalogue, compiled in by embed.awk and
 * catalogue.awk. */
#ifndef TURNO_WEB_EMBED_H
#define TURNO_WEB_EMBED_H

#include <stddef.h>

struct embedded {
	const char *name; /* file name, "ticket.html"; NULL ends the table */
	const char *text; /* UTF-8 */
};

extern const struct embedded page_files[];
extern const struct embedded static_files[];

/* One message of po/it.po. */
struct translation {
	const char *source; /* English; NULL ends the table */
	const char *text;   /* Italian; of a message with a plural: for one */
	const char *many;   /* Italian for any other number, NULL when there is no plural */
};

extern const struct translation catalogue_it[];

#endif
