#include "config.h"
#include "parse/date.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

struct date {
	int day, month, year, hour, minute, second, offset_minutes;
	bool has_time, has_zone;
};

static const char *const month_name[] = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

/* obs-zone */
static const struct {
	const char *name;
	int offset_minutes;
} zones[] = {{"ut", 0}, {"utc", 0}, {"gmt", 0}, {"z", 0}, {"est", -300}, {"edt", -240},
    {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420},
    {"cet", 60}, {"cest", 120}, {"met", 60}, {"mest", 120}};

static int
digits(const char *at, size_t size)
{
	int value = 0;

	for (size_t i = 0; i < size; i++) {
		if (!g_ascii_isdigit(at[i]))
			return -1;
		value = value * 10 + (at[i] - '0');
	}
	return size > 0 ? value : -1;
}

/* time-of-day = hour ":" minute [ ":" second ]; some write dots. */
static bool
take_time(struct date *date, const char *word)
{
	int part[3] = {0, 0, 0};
	const char *at = word;

	for (size_t i = 0; i < 3; i++) {
		size_t size = strspn(at, "0123456789");
		part[i] = size <= 2 ? digits(at, size) : -1;
		if (part[i] < 0)
			return false;
		at += size;
		if (*at != ':' && *at != '.') {
			if (i == 0)
				return false;
			break;
		}
		at++;
	}
	date->hour = part[0];
	date->minute = part[1];
	date->second = MIN(part[2], 59); /* a leap second */
	date->has_time = true;
	return true;
}

static bool
take_zone(struct date *date, const char *word)
{
	if ((word[0] == '+' || word[0] == '-') && strlen(word) >= 5) {
		int hours = digits(word + 1, 2);
		int minutes = digits(word + (word[3] == ':' ? 4 : 3), 2);

		if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59)
			return false;
		date->offset_minutes = (word[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
		date->has_zone = true;
		return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(zones) && date->has_time; i++)
		if (g_ascii_strcasecmp(word, zones[i].name) == 0) {
			date->offset_minutes = zones[i].offset_minutes;
			date->has_zone = true;
			return true;
		}
	return false;
}

static void
take_number(struct date *date, int value, size_t size)
{
	if (date->day == 0 && size <= 2) {
		date->day = value;
	} else if (date->year == 0) {
		/* RFC 5322 §4.3: two and three digits */
		date->year = size >= 4                  ? value
			     : size == 3 || value >= 50 ? 1900 + value
							: 2000 + value;
	}
}

static void
take_word(struct date *date, const char *word)
{
	size_t size = strlen(word);

	if (strpbrk(word, ":.") != NULL && !date->has_time && take_time(date, word))
		return;
	if (take_zone(date, word))
		return;
	if (size <= 4 && digits(word, size) >= 0) {
		take_number(date, digits(word, size), size);
		return;
	}
	for (int i = 0; i < 12 && date->month == 0 && size >= 3; i++)
		if (g_ascii_strncasecmp(word, month_name[i], 3) == 0)
			date->month = i + 1;
}

static bool
is_real(const struct date *date)
{
	return date->has_time && date->hour < 24 && date->minute < 60 && date->year >= 1970 &&
	       date->year <= 9998 && date->day >= 1 && date->month >= 1 &&
	       g_date_valid_dmy((GDateDay)MIN(date->day, 99), (GDateMonth)date->month,
		   (GDateYear)date->year);
}

char *
date_parse(const char *field)
{
	struct date date = {0};
	g_autofree char *copy = g_strndup(field, 128);

	/* Comments end it, "22-Nov-2026" has its parts joined. */
	copy[strcspn(copy, "(")] = '\0';
	for (char *p = copy; *p != '\0'; p++)
		if (*p == ',' || (*p == '-' && p > copy && p[-1] != ' ') || *p == '\t')
			*p = ' ';
	g_auto(GStrv) words = g_strsplit(copy, " ", -1);
	for (size_t i = 0; words[i] != NULL; i++)
		if (words[i][0] != '\0')
			take_word(&date, words[i]);
	if (!is_real(&date))
		return NULL;
	g_autofree char *zone = NULL;
	if (date.has_zone)
		zone = g_strdup_printf("%c%02d:%02d", date.offset_minutes < 0 ? '-' : '+',
		    ABS(date.offset_minutes) / 60, ABS(date.offset_minutes) % 60);
	return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d%s", date.year, date.month,
	    date.day, date.hour, date.minute, date.second, zone != NULL ? zone : "Z");
}
