/* entity: character references of HTML ("&egrave;", "&#8364;", "&#x20ac;"). */
#ifndef TURNO_PARSE_ENTITY_H
#define TURNO_PARSE_ENTITY_H

#include <glib.h>

/* at points to '&' in a NUL-terminated text. Returns how many bytes the reference takes and its
 * character, or 0 when there is none (the sign stands for itself). The final ';' may miss. */
size_t entity_take(const char *at, gunichar *ret_character);

#endif
