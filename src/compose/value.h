/* value: the few ways in which a mail's view takes its values. Text is UTF-8 throughout. */
#ifndef TURNO_COMPOSE_VALUE_H
#define TURNO_COMPOSE_VALUE_H

#include <jansson.h>

/* The string called key in object, "" when it is not there or no string. Borrowed. */
const char *value_text(const json_t *object, const char *key);

/* Puts text, of which it takes ownership, into view. */
void value_set(json_t *view, const char *name, char *text);

/* Puts text as one line into view (text_clean_line). */
void value_set_line(json_t *view, const char *name, const char *text);

#endif
