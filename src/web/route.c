#include "config.h"
#include "web/route.h"

#include <string.h>

enum { TOKEN_BYTES = 200 };

static const struct route *const parts[] = {
    sign_routes,
    list_routes,
    statistics_routes,
    mail_routes,
    open_routes,
    ticket_routes,
    find_routes,
    contact_routes,
    people_routes,
    office_routes,
    practice_routes,
};

/* One segment against one of the pattern; a parameter goes into params. */
static bool
match_segment(const char *pattern, const char *segment, json_t *params)
{
	guint64 number = 0;

	if (pattern[0] == '#') {
		if (!g_ascii_string_to_unsigned(
			segment, 10, 1, (guint64)1 << 53, &number, NULL))
			return false;
		json_object_set_new(params, pattern + 1, json_integer((json_int_t)number));
		return true;
	}
	if (pattern[0] != '*')
		return g_str_equal(pattern, segment);
	if (*segment == '\0' || strlen(segment) > TOKEN_BYTES)
		return false;
	json_object_set_new(params, pattern + 1, json_string(segment));
	return true;
}

static bool
match_path(const char *pattern, const char *path, json_t *params)
{
	g_auto(GStrv) wanted = g_strsplit(pattern, "/", 0);
	g_auto(GStrv) given = g_strsplit(path, "/", 16);

	if (g_strv_length(wanted) != g_strv_length(given))
		return false;
	for (size_t i = 0; wanted[i] != NULL; i++)
		if (!match_segment(wanted[i], given[i], params))
			return false;
	return true;
}

const struct route *
route_find(enum method method, const char *path, json_t *params, bool *ret_other)
{
	enum method wanted = method == METHOD_HEAD ? METHOD_GET : method;

	*ret_other = false;
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		for (const struct route *route = parts[i]; route->pattern != NULL; route++) {
			json_object_clear(params);
			if (!match_path(route->pattern, path, params))
				continue;
			if (route->method == wanted)
				return route;
			*ret_other = true;
		}
	}
	json_object_clear(params);
	return NULL;
}

/* The first row of the part behind number i that has any. */
static const struct route *
first_of(size_t i)
{
	for (; i < G_N_ELEMENTS(parts); i++)
		if (parts[i]->pattern != NULL)
			return parts[i];
	return NULL;
}

const struct route *
route_next(const struct route *route)
{
	if (route == NULL)
		return first_of(0);
	if (route[1].pattern != NULL)
		return route + 1;
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		const struct route *last = parts[i];

		while (last->pattern != NULL)
			last++;
		if (last == route + 1)
			return first_of(i + 1);
	}
	return NULL;
}

/* Appends a parameter's value to an address. */
static void
append_param(GString *path, const json_t *value)
{
	if (json_is_integer(value))
		g_string_append_printf(
		    path, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	else if (json_is_string(value))
		g_string_append_uri_escaped(path, json_string_value(value), NULL, FALSE);
}

char *
route_path(const char *pattern, json_t *params)
{
	GString *path = g_string_new(NULL);

	for (const char *p = pattern; *p != '\0';) {
		bool is_param =
		    p > pattern && strchr("/=", p[-1]) != NULL && strchr("#*", *p) != NULL;
		size_t length = is_param ? strcspn(p, "/?&") : 1;

		if (is_param) {
			g_autofree char *name = g_strndup(p + 1, length - 1);
			append_param(path, json_object_get(params, name));
		} else {
			g_string_append_c(path, *p);
		}
		p += length;
	}
	return g_string_free(path, FALSE);
}
