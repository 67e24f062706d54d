#include "config.h"
#include "parse/date.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

struct date {
	int day, month, year, hour, minute, second, offset_minutes;
	bool has_time, has_zone;
	bool is_month_first; /* the month stood before any number: it may be a day, "mar" */
};

/* RFC 5322 knows English only; programs that use the words of their users are met: Italian,
 * German, French, Spanish, Portuguese. By their first letters. */
static const struct {
	const char *start;
	int month;
} month_name[] = {{"jan", 1}, {"feb", 2}, {"mar", 3}, {"apr", 4}, {"may", 5}, {"jun", 6},
    {"jul", 7}, {"aug", 8}, {"sep", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12}, {"gen", 1},
    {"ene", 1}, {"fev", 2}, {"f\xc3\xa9v", 2}, {"m\xc3\xa4r", 3}, {"maer", 3}, {"abr", 4},
    {"avr", 4}, {"mag", 5}, {"mai", 5}, {"giu", 6}, {"juin", 6}, {"lug", 7}, {"juil", 7},
    {"ago", 8}, {"ao\xc3\xbb", 8}, {"set", 9}, {"ott", 10}, {"okt", 10}, {"out", 10},
    {"dic", 12}, {"dez", 12},
    {"d\xc3\xa9"
     "c",
	12}};

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
	if ((g_ascii_strncasecmp(word, "gmt", 3) == 0 ||
		g_ascii_strncasecmp(word, "utc", 3) == 0) &&
	    (word[3] == '+' || word[3] == '-'))
		word += 3;
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
take_month(struct date *date, const char *word)
{
	if (date->month != 0 && (!date->is_month_first || date->day == 0))
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(month_name); i++)
		if (g_ascii_strncasecmp(
			word, month_name[i].start, strlen(month_name[i].start)) == 0) {
			date->month = month_name[i].month;
			date->is_month_first = date->day == 0;
			return;
		}
}

/* "09:15 PM" */
static bool
take_half(struct date *date, const char *word)
{
	bool is_pm = g_ascii_strcasecmp(word, "pm") == 0;

	if (!date->has_time || (!is_pm && g_ascii_strcasecmp(word, "am") != 0) ||
	    date->hour < 1 || date->hour > 12)
		return false;
	date->hour = date->hour % 12 + (is_pm ? 12 : 0);
	return true;
}

static void
take_word(struct date *date, const char *word)
{
	size_t size = strlen(word);

	if (strpbrk(word, ":.") != NULL && !date->has_time && take_time(date, word))
		return;
	if (take_zone(date, word) || take_half(date, word))
		return;
	if (size <= 4 && digits(word, size) >= 0) {
		take_number(date, digits(word, size), size);
		return;
	}
	take_month(date, word);
}

static bool
is_real(const struct date *date)
{
	return date->has_time && date->hour < 24 && date->minute < 60 && date->year >= 1970 &&
	       date->year <= 9998 && date->day >= 1 && date->month >= 1 &&
	       g_date_valid_dmy((GDateDay)MIN(date->day, 99), (GDateMonth)date->month,
		   (GDateYear)date->year);
}

/* CFWS: comments are blanks, and may nest. */
static void
blank_comments(char *text)
{
	unsigned depth = 0;

	for (char *p = text; *p != '\0'; p++) {
		depth += *p == '(';
		bool is_end = *p == ')' && depth > 0;
		if (depth > 0)
			*p = ' ';
		depth -= is_end;
	}
}

/* RFC 3339, which no mail should have: "2026-11-02T09:15:00.000+01:00", also with a blank. Its
 * parts are put in the order of RFC 5322. */
static char *
reorder_iso(const char *text)
{
	int year = digits(text, MIN(4, strlen(text)));

	if (year < 1000 || strlen(text) < 16 || text[4] != '-' || text[7] != '-' ||
	    strchr("T ", text[10]) == NULL)
		return NULL;
	int month = digits(text + 5, 2);
	size_t time = strspn(text + 11, "0123456789:");
	const char *rest = text + 11 + time;
	if (month < 1 || month > 12)
		return NULL;
	rest += *rest == '.' ? strspn(rest, ".0123456789") : 0;
	return g_strdup_printf("%.2s %s %.4s %.*s %s", text + 8, month_name[month - 1].start,
	    text, (int)time, text + 11, rest);
}

/* A hyphen between the parts of a day, not the sign of a zone: "22-Nov-2026", "GMT-0100". */
static bool
is_joint(const char *text, const char *hyphen)
{
	return hyphen > text && hyphen[-1] != ' ' &&
	       g_ascii_strncasecmp(hyphen - MIN(3, hyphen - text), "gmt", 3) != 0 &&
	       g_ascii_strncasecmp(hyphen - MIN(3, hyphen - text), "utc", 3) != 0;
}

char *
date_parse(const char *field)
{
	struct date date = {0};
	g_autofree char *copy = g_strstrip(g_strndup(field, 128));

	blank_comments(copy);
	char *iso = reorder_iso(copy);
	if (iso != NULL) {
		g_free(copy);
		copy = iso;
	}
	/* "22-Nov-2026" has its parts joined. */
	for (char *p = copy; *p != '\0'; p++)
		if (*p == ',' || *p == '\t' || (*p == '-' && is_joint(copy, p)))
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
