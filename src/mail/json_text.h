/*
 * json_text: jansson's values from and to text. jansson's own reader and writer look at each
 * character several times, and evidence is mostly long text: they took as long as reading the
 * mail. Only what evidence holds is known here: objects, lists, strings, whole numbers, true,
 * false and null.
 */
#ifndef TURNO_MAIL_JSON_TEXT_H
#define TURNO_MAIL_JSON_TEXT_H

#include <glib.h>
#include <jansson.h>
#include <stddef.h>

/*
 * One value, and nothing but white space around it. NULL unless it is JSON (RFC 8259) in valid
 * UTF-8, nested at most 16 deep, without \u0000, without a lone surrogate, without a name twice
 * in an object, longer than 63 bytes or with an escape, and with whole numbers of at most 18
 * digits. The bytes may be hostile. Caller frees with json_decref().
 */
json_t *json_text_read(const char *bytes, size_t size_bytes);

/* The value without any white space, NUL-terminated. Real numbers are not allowed. *ret_size:
 * without the NUL. Caller frees with g_free(). */
char *json_text_write(const json_t *value, size_t *ret_size);

/* A list of strings (char *, valid UTF-8). Caller frees with json_decref(). */
json_t *json_text_strings(const GPtrArray *list);

#endif
