#include "config.h"
#include "web/format.h"

#include <glib.h>
#include <inttypes.h>

static GDateTime *
parse_local(const char *rfc3339)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(rfc3339, utc);

	return time != NULL ? g_date_time_to_local(time) : NULL;
}

static const char *
month_name(int month)
{
	static const char *const names[] = {
	    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	return names[month - 1];
}

char *
format_day(enum language language, const char *rfc3339)
{
	g_autoptr(GDateTime) time = parse_local(rfc3339);

	if (time == NULL)
		return g_strdup("");
	int year = 0;
	int month = 0;
	int day = 0;
	g_date_time_get_ymd(time, &year, &month, &day);
	if (language == LANGUAGE_EN)
		return g_strdup_printf("%d %s %d", day, month_name(month), year);
	return g_strdup_printf("%02d/%02d/%d", day, month, year);
}

char *
format_date_time(enum language language, const char *rfc3339)
{
	g_autoptr(GDateTime) time = parse_local(rfc3339);

	if (time == NULL)
		return g_strdup("");
	g_autofree char *day = format_day(language, rfc3339);
	return g_strdup_printf("%s%s%02d:%02d", day, language == LANGUAGE_EN ? ", " : " ",
	    g_date_time_get_hour(time), g_date_time_get_minute(time));
}

char *
format_since(enum language language, const char *rfc3339, int64_t now_s)
{
	g_autoptr(GDateTime) time = parse_local(rfc3339);

	if (time == NULL)
		return g_strdup("");
	int64_t minutes = MAX(now_s - g_date_time_to_unix(time), 0) / 60;
	if (minutes < 60)
		return g_strdup_printf("%" PRId64 " min", minutes);
	if (minutes >= 24 * 60)
		return message_count(
		    language, N_("%d day"), N_("%d days"), minutes / (24 * 60));
	if (minutes % 60 == 0)
		return g_strdup_printf("%" PRId64 " h", minutes / 60);
	return g_strdup_printf("%" PRId64 " h %" PRId64 " min", minutes / 60, minutes % 60);
}

char *
format_size(enum language language, int64_t size_bytes)
{
	static const char *const units[] = {"KB", "MB", "GB"};
	size_t unit = 0;
	int64_t tenths = (MAX(size_bytes, 0) + 99) / 100; /* of a KB, rounded up */

	if (size_bytes < 1000)
		return message_count(
		    language, N_("%d byte"), N_("%d bytes"), MAX(size_bytes, 0));
	for (; tenths >= 10000 && unit + 1 < G_N_ELEMENTS(units); unit++)
		tenths = (tenths + 999) / 1000;
	if (tenths >= 100 || tenths % 10 == 0)
		return g_strdup_printf("%" PRId64 " %s", (tenths + 5) / 10, units[unit]);
	return g_strdup_printf("%" PRId64 "%c%" PRId64 " %s", tenths / 10,
	    language == LANGUAGE_EN ? '.' : ',', tenths % 10, units[unit]);
}
