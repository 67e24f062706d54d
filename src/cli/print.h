/*
 * print: what turno(1) shows. Values come from mail and from people: for the eye, control
 * characters are taken out, so that no subject can drive a terminal. JSON is printed as it is.
 */
#ifndef TURNO_CLI_PRINT_H
#define TURNO_CLI_PRINT_H

#include <glib.h>

struct json_t;

/* value and a line feed, indented. */
void print_json(const struct json_t *value);

/*
 * Rows (an array of objects) under headings, columns aligned by display width. columns: member
 * names with a blank between; "contact.address" is a member of a member. Booleans print as yes
 * or nothing, lists joined by ", ", absent and null as nothing.
 */
void print_table(const struct json_t *rows, const char *columns);

/* The members of object that hold something, one a line: "name: value". Members that are lists
 * of objects, or objects, become indented lines of their own; what is false in those is left
 * out. */
void print_record(const struct json_t *object);

/* value as one line for the eye, as in a table. Caller frees. */
char *print_value(const struct json_t *value);

/* text indented by four blanks, control characters except line feeds taken out. */
void print_text(const char *text);

/* "turno: " and the error's sentence on stderr; gives the sysexits.h status to return. Frees
 * error. */
int print_error(GError *error);

/* "turno: " and the message on stderr, EX_USAGE. */
int print_usage_error(const char *format, ...) G_GNUC_PRINTF(1, 2);

#endif
