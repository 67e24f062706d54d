#include "config.h"
#include "web/format.h"

#include <glib.h>
#include <inttypes.h>

char *
format_span(enum language language, int64_t seconds)
{
	int64_t minutes = MAX(seconds, 0) / 60;

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
format_since(enum language language, const char *rfc3339, int64_t now_s)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(rfc3339, utc);

	if (time == NULL)
		return g_strdup("");
	return format_span(language, now_s - g_date_time_to_unix(time));
}
