/*
 * parameter: structured fields of MIME, "value; name=value; …" (RFC 2045 §5.1, RFC 2183), with
 * the continuations and charsets of RFC 2231 and the mixtures with RFC 2047 that clients send.
 */
#ifndef TURNO_PARSE_PARAMETER_H
#define TURNO_PARSE_PARAMETER_H

#include <glib.h>

struct parameter;

/* Reads an unfolded field; NULL reads as "". Caller frees with parameter_free(). */
struct parameter *parameter_new(const char *field);
void parameter_free(struct parameter *parameter);
typedef struct parameter Parameter; /* only for g_autoptr(Parameter) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Parameter, parameter_free)

/* What stands before the first ';', lower case, without blanks and comments; "" when nothing
 * does. Borrowed. */
const char *parameter_value(const struct parameter *parameter);

/* The parameter of that name (lower case) as readable UTF-8 of one line; NULL when there is
 * none. Caller frees. */
char *parameter_get(const struct parameter *parameter, const char *name);

#endif
