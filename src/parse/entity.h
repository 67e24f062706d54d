/* entity: character references of HTML ("&egrave;", "&#8364;", "&#x20ac;"). */
#ifndef TURNO_PARSE_ENTITY_H
#define TURNO_PARSE_ENTITY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * at points to '&' in a NUL-terminated text. Returns how many bytes the reference takes, or 0
 * when there is none (the sign stands for itself; HTML §13.2.5.72). ret_character gets one or
 * two characters; [1] is 0 when there is one. The final ';' may miss behind a number and behind
 * the names that HTML 4 let stand without; in an attribute such a name must not go on
 * ("?a=b&copy=c").
 */
size_t entity_take(const char *at, bool is_in_attribute, gunichar ret_character[2]);

#endif
