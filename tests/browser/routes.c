/*
 * routes: the table of routes of turno-cgi as JSON, for tests that go over all of it: a page is
 * tested the day it lands. A program of its own, because turno-cgi reads no command line.
 */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "web/form.h"
#include "web/route.h"

static const char *const roles[] = {
    [ROLE_ANYBODY] = "anybody",
    [ROLE_OPERATOR] = "operator",
    [ROLE_ADMIN] = "admin",
    [ROLE_CONTACT] = "contact",
};
static const char *const kinds[] = {
    [FIELD_LINE] = "line",
    [FIELD_TEXT] = "text",
    [FIELD_SECRET] = "secret",
    [FIELD_FLAG] = "flag",
    [FIELD_NUMBER] = "number",
    [FIELD_NUMBERS] = "numbers",
    [FIELD_LINES] = "lines",
    [FIELD_WORD] = "word",
    [FIELD_KEY] = "key",
};

static json_t *
fields_of(const struct route *route)
{
	json_t *fields = json_array();

	for (const struct field *field = route->fields; field != NULL && field->name != NULL;
	     field++)
		json_array_append_new(
		    fields, json_pack("{s:s, s:s, s:I}", "name", field->name, "kind",
				kinds[field->kind], "limit", (json_int_t)field->limit_bytes));
	return fields;
}

int
main(void)
{
	json_t *routes = json_array();

	for (const struct route *route = route_next(NULL); route != NULL;
	     route = route_next(route))
		json_array_append_new(routes,
		    json_pack("{s:s, s:s, s:s, s:o, s:s?, s:b}", "method",
			route->method == METHOD_POST ? "POST" : "GET", "pattern",
			route->pattern, "role", roles[route->role], "fields", fields_of(route),
			"page", route->page, "takes_files", route->takes_files));
	json_dumpf(routes, stdout, JSON_INDENT(1));
	json_decref(routes);
	return ferror(stdout) || fflush(stdout) != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
