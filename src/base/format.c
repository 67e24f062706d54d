#include "config.h"
#include "base/format.h"

#include <glib.h>
#include <inttypes.h>
#include <string.h>

/* The zone called name, the machine's when there is none. One is kept: an office has one. */
static GTimeZone *
find_zone(const char *name)
{
	static char *kept_name;
	static GTimeZone *kept;
	const char *wanted = name != NULL ? name : "";

	if (kept != NULL && g_str_equal(kept_name, wanted))
		return kept;
	g_clear_pointer(&kept, g_time_zone_unref);
	g_free(kept_name);
	kept_name = g_strdup(wanted);
	kept = *wanted != '\0' ? g_time_zone_new_identifier(wanted) : NULL;
	if (kept == NULL)
		kept = g_time_zone_new_local();
	return kept;
}

static GDateTime *
parse_in_zone(const char *rfc3339, const char *zone)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(rfc3339, utc);

	return time != NULL ? g_date_time_to_timezone(time, find_zone(zone)) : NULL;
}

/* Not g_date_time_format("%b"): month names must not depend on the system's locales. */
static char *
write_day(GDateTime *time, bool is_italian)
{
	static const char *const months[] = {
	    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	int year = 0, month = 0, day = 0;

	g_date_time_get_ymd(time, &year, &month, &day);
	if (is_italian)
		return g_strdup_printf("%02d/%02d/%d", day, month, year);
	return g_strdup_printf("%d %s %d", day, months[month - 1], year);
}

/* A date alone ("2026-07-05") is that day in every zone; NULL when it is none. */
static GDateTime *
parse_date(const char *text)
{
	g_autofree char *midnight = g_strconcat(text, "T00:00:00Z", NULL);

	return strlen(text) == strlen("2026-07-05")
		   ? g_date_time_new_from_iso8601(midnight, NULL)
		   : NULL;
}

char *
format_day(const char *rfc3339, const char *zone, bool is_italian)
{
	g_autoptr(GDateTime) date = parse_date(rfc3339);
	g_autoptr(GDateTime) time =
	    date != NULL ? g_steal_pointer(&date) : parse_in_zone(rfc3339, zone);

	return time != NULL ? write_day(time, is_italian) : g_strdup("");
}

char *
format_date_time(const char *rfc3339, const char *zone, bool is_italian)
{
	g_autoptr(GDateTime) time = parse_in_zone(rfc3339, zone);

	if (time == NULL)
		return g_strdup("");
	g_autofree char *day = write_day(time, is_italian);
	return g_strdup_printf("%s%s%02d:%02d", day, is_italian ? " " : ", ",
	    g_date_time_get_hour(time), g_date_time_get_minute(time));
}

char *
format_number(double number, bool is_italian)
{
	char digits[64];
	g_autoptr(GString) out = g_string_new(NULL);

	/* g_ascii: a point, whatever the locale */
	g_ascii_formatd(digits, sizeof digits, "%.1f", CLAMP(number, -1e15, 1e15));
	char *point = strchr(digits, '.');
	if (point[1] != '0')
		g_string_printf(out, "%c%c", is_italian ? ',' : '.', point[1]);
	int count = 0;
	for (char *p = point - 1; p >= digits; p--) {
		if (count > 0 && count % 3 == 0 && *p != '-')
			g_string_prepend_c(out, is_italian ? '.' : ',');
		g_string_prepend_c(out, *p);
		count++;
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char *
format_size(int64_t size_bytes, bool is_italian)
{
	static const char *const units[] = {"KB", "MB", "GB", "TB"};
	size_t unit = 0;
	int64_t tenths = (MAX(size_bytes, 0) + 99) / 100; /* of a KB, rounded up */

	if (size_bytes < 1000)
		return g_strdup_printf("%" PRId64 " byte%s", MAX(size_bytes, 0),
		    is_italian || size_bytes == 1 ? "" : "s");
	for (; tenths >= 10000 && unit + 1 < G_N_ELEMENTS(units); unit++)
		tenths = (tenths + 999) / 1000;
	if (tenths >= 100 || tenths % 10 == 0)
		return g_strdup_printf("%" PRId64 " %s", (tenths + 5) / 10, units[unit]);
	return g_strdup_printf("%" PRId64 "%c%" PRId64 " %s", tenths / 10,
	    is_italian ? ',' : '.', tenths % 10, units[unit]);
}
