/* office_rule: the conditions and actions of filters and automations, as rows of a form. The
 * database takes and gives each as words: "subject contains 730", "category CAF › 730". */
#ifndef TURNO_WEB_OFFICE_RULE_H
#define TURNO_WEB_OFFICE_RULE_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#include "web/message.h"

/* What office_form.html shows for the field called name: rows of selects and a value, and some
 * empty ones. grammar: route_if, route_then, automation_if or automation_then. values: of a row
 * of the database, or as typed. New reference. */
json_t *office_rule_show(const char *name, const char *grammar, const json_t *values,
    bool is_typed, enum language language);

/* Adds the fields of those rows (struct field). */
void office_rule_fields(GArray *fields, const char *name);

/* The array of words from what was typed; a row without a value is left out. New reference. */
json_t *office_rule_take(const char *name, const char *grammar, const json_t *typed);

#endif
