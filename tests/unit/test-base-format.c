/* What people read on pages and in mail: sizes and dates. */
#include "config.h"
#include "base/format.h"

#include <glib.h>

static void
test_size(void)
{
	static const struct {
		int64_t size;
		const char *italian, *english;
	} cases[] = {
	    {-1, "0 byte", "0 bytes"},
	    {0, "0 byte", "0 bytes"},
	    {1, "1 byte", "1 byte"},
	    {999, "999 byte", "999 bytes"},
	    {1000, "1 KB", "1 KB"},
	    {1001, "1,1 KB", "1.1 KB"},
	    {88000, "88 KB", "88 KB"},
	    {999999, "1 MB", "1 MB"},
	    {3100000, "3,1 MB", "3.1 MB"},
	    {5368709120, "5,4 GB", "5.4 GB"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *italian = format_size(cases[i].size, true);
		g_autofree char *english = format_size(cases[i].size, false);

		g_assert_cmpstr(italian, ==, cases[i].italian);
		g_assert_cmpstr(english, ==, cases[i].english);
	}
}

static void
test_time(void)
{
	/* main() sets the zone to CET with summer time */
	g_autofree char *italian = format_date_time("2026-07-05T22:07:00+00:00", NULL, true);
	g_autofree char *english =
	    format_date_time("2026-07-05T22:07:00.123456+00:00", NULL, false);
	g_autofree char *winter = format_date_time("2026-12-31T23:30:00Z", NULL, true);
	g_autofree char *day_italian = format_day("2026-07-05T22:07:00Z", NULL, true);
	g_autofree char *day_english = format_day("2026-07-05T22:07:00Z", NULL, false);
	g_autofree char *no_time = format_date_time("yesterday", NULL, true);
	g_autofree char *no_day = format_day("", NULL, false);
	g_autofree char *date = format_day("2026-07-05", "America/New_York", true);
	g_autofree char *no_date = format_day("2026-13-05", NULL, true);

	g_assert_cmpstr(italian, ==, "06/07/2026 00:07");
	g_assert_cmpstr(english, ==, "6 Jul 2026, 00:07");
	g_assert_cmpstr(winter, ==, "01/01/2027 00:30");
	g_assert_cmpstr(day_italian, ==, "06/07/2026");
	g_assert_cmpstr(day_english, ==, "6 Jul 2026");
	g_assert_cmpstr(no_time, ==, "");
	g_assert_cmpstr(no_day, ==, "");
	g_assert_cmpstr(date, ==, "05/07/2026");
	g_assert_cmpstr(no_date, ==, "");
}

/* The zone is the office's, wherever the machine stands. */
static void
test_zone(void)
{
	g_autofree char *rome = format_date_time("2026-07-05T22:07:00Z", "Europe/Rome", true);
	g_autofree char *york =
	    format_date_time("2026-07-05T22:07:00Z", "America/New_York", false);
	g_autofree char *day = format_day("2026-07-05T22:07:00Z", "Europe/Rome", true);
	g_autofree char *none =
	    format_date_time("2026-07-05T22:07:00Z", "Nowhere/At_All", true);
	g_autofree char *machine = format_date_time("2026-07-05T22:07:00Z", "", true);

	g_assert_cmpstr(rome, ==, "06/07/2026 00:07");
	g_assert_cmpstr(york, ==, "5 Jul 2026, 18:07");
	g_assert_cmpstr(day, ==, "06/07/2026");
	g_assert_cmpstr(none, ==, machine);
}

static void
expect_number(double number, const char *italian, const char *english)
{
	g_autofree char *in_italian = format_number(number, true);
	g_autofree char *in_english = format_number(number, false);

	g_assert_cmpstr(in_italian, ==, italian);
	g_assert_cmpstr(in_english, ==, english);
}

static void
test_number(void)
{
	expect_number(0, "0", "0");
	expect_number(999, "999", "999");
	expect_number(1000, "1.000", "1,000");
	expect_number(-1234567.25, "-1.234.567,2", "-1,234,567.2");
	expect_number(-123, "-123", "-123");
	expect_number(0.5, "0,5", "0.5");
}

int
main(int argc, char **argv)
{
	g_setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", TRUE);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/format/size", test_size);
	g_test_add_func("/base/format/time", test_time);
	g_test_add_func("/base/format/zone", test_zone);
	g_test_add_func("/base/format/number", test_number);
	return g_test_run();
}
