#include "config.h"
#include "parse/forward_date.h"

#include <glib.h>
#include <string.h>

#include "base/text.h"
#include "parse/language_word.h"

#define TEXT_BYTES 200u

struct reading {
	bool is_english;
	int year, month, day, hour, minute, second, offset_minutes;
	bool has_time, has_zone, is_unsure, is_morning, is_afternoon;
	bool is_month_word;   /* month came as a word */
	bool is_after_number; /* the last thing that was read was a single number */
	int slash[2];         /* "02/03/": day and month in an order that is not known yet */
	int second_number;    /* the second single number: "2. 3. 2026" */
};

/* Offsets that names of zones have everywhere. */
static const struct {
	const char *name;
	int offset_minutes;
} zones[] = {{"utc", 0}, {"gmt", 0}, {"ut", 0}, {"wet", 0}, {"west", 60}, {"cet", 60},
    {"cest", 120}, {"mez", 60}, {"mesz", 120}, {"eet", 120}, {"eest", 180}, {"msk", 180},
    {"est", -300}, {"edt", -240}, {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360},
    {"pst", -480}, {"pdt", -420}, {"jst", 540}, {"kst", 540}, {"SEČ", 60}, {"SELČ", 120}};

static int
take_digits(const char **at, size_t *ret_size)
{
	int value = 0;

	*ret_size = strspn(*at, "0123456789");
	for (size_t i = 0; i < MIN(*ret_size, 5); i++)
		value = value * 10 + ((*at)[i] - '0');
	*at += *ret_size;
	return value;
}

static int
whole_year(int value, size_t digits)
{
	return digits <= 2 ? 2000 + value : value;
}

/* "9:14:05", "9.14", "9h14". at stands behind the hour. */
static void
take_time(struct reading *reading, const char **at, int hour)
{
	size_t digits = 0;

	(*at)++;
	reading->hour = hour;
	reading->minute = take_digits(at, &digits);
	if ((**at == ':' || **at == '.') && g_ascii_isdigit((*at)[1])) {
		(*at)++;
		int second = take_digits(at, &digits);
		reading->second = MIN(second, 59); /* a leap second */
	}
	reading->has_time = true;
}

/* Three numbers joined by the same mark. */
static void
take_triple(struct reading *reading, char mark, const int value[3], const size_t digits[3])
{
	if (digits[0] == 4) {
		reading->year = value[0];
		reading->month = value[1];
		reading->day = value[2];
		return;
	}
	reading->year = whole_year(value[2], digits[2]);
	if (mark == '/' || mark == '-') {
		reading->slash[0] = value[0];
		reading->slash[1] = value[1];
	} else {
		reading->day = value[0];
		reading->month = value[1];
	}
}

static bool
has_date(const struct reading *reading)
{
	return reading->year > 0 &&
	       (reading->day > 0 || reading->second_number > 0 || reading->slash[0] > 0);
}

/* One number that nothing is joined to; the letter behind it may say what it is. */
static void
take_single(struct reading *reading, const char *behind, int value, size_t digits)
{
	static const char *const years[] = {"年", "년", NULL},
				 *const months[] = {"月", "월", NULL},
				 *const days[] = {"日", "일", NULL};
	g_autofree char *letter = g_utf8_substring(behind, 0, behind[0] != '\0' ? 1 : 0);

	if (digits == 4 || g_strv_contains(years, letter))
		reading->year = reading->year > 0 ? reading->year : whole_year(value, digits);
	else if (g_strv_contains(months, letter))
		reading->month = value;
	else if (g_strv_contains(days, letter) || reading->day == 0)
		reading->day = value;
	else if (reading->second_number == 0)
		reading->second_number = value;
	reading->is_after_number = true;
}

static void
take_number(struct reading *reading, const char **at)
{
	int value[3] = {0, 0, 0};
	size_t digits[3] = {0, 0, 0}, count = 1;
	char mark;

	value[0] = take_digits(at, &digits[0]);
	mark = **at;
	reading->is_after_number = false;
	if (!reading->has_time && digits[0] <= 2 && g_ascii_isdigit((*at)[mark != '\0']) &&
	    (mark == ':' || g_ascii_tolower(mark) == 'h' ||
		(mark == '.' && has_date(reading)))) {
		take_time(reading, at, value[0]);
		return;
	}
	while (count < 3 && mark != '\0' && strchr("/.-", mark) != NULL && **at == mark &&
	       g_ascii_isdigit((*at)[1])) {
		(*at)++;
		value[count] = take_digits(at, &digits[count]);
		count++;
	}
	if (count == 3)
		take_triple(reading, mark, value, digits);
	else if (count == 1)
		take_single(reading, *at, value[0], digits[0]);
	else
		reading->is_unsure = true;
}

/* "+0100", "+03:00", "+1", "-8"; behind the time or the name of a zone. */
static void
take_offset(struct reading *reading, const char **at)
{
	int sign = **at == '-' ? -1 : 1;
	size_t digits = 0, rest = 0;

	(*at)++;
	int hours = take_digits(at, &digits), minutes = 0;
	if (digits == 4) {
		minutes = hours % 100;
		hours /= 100;
	} else if (**at == ':') {
		(*at)++;
		minutes = take_digits(at, &rest);
	}
	if (digits > 4 || hours > 14 || minutes > 59)
		return;
	reading->offset_minutes = sign * (hours * 60 + minutes);
	reading->has_zone = true;
}

static void
take_word(struct reading *reading, const char *word, size_t size)
{
	const struct language_word *found = language_word_find(word, size);

	for (size_t i = 0; i < G_N_ELEMENTS(zones) && reading->has_time; i++)
		if (strlen(zones[i].name) == size &&
		    g_ascii_strncasecmp(word, zones[i].name, size) == 0) {
			reading->offset_minutes = zones[i].offset_minutes;
			reading->has_zone = true;
		}
	if (found == NULL)
		return;
	/* "am" is a word of its own in German: it counts behind the time only. */
	if (reading->has_time || (unsigned char)word[0] >= 0x80) {
		reading->is_morning = reading->is_morning || found->is_morning;
		reading->is_afternoon = reading->is_afternoon || found->is_afternoon;
	}
	/* "mar 3 feb": Tuesday in some languages; the month stands behind the day. */
	if (found->month == 0 || (reading->is_month_word && !reading->is_after_number))
		return;
	reading->month = found->month;
	reading->is_month_word = true;
	reading->is_unsure = reading->is_unsure || found->month == LANGUAGE_MONTH_UNSURE;
}

/* Bytes of the letters at the start; dots between single letters belong to them ("a.m."). */
static size_t
letters_size(const char *at)
{
	const char *end = at;

	while (g_unichar_isalpha(g_utf8_get_char(end)) ||
	       g_unichar_ismark(g_utf8_get_char(end)) ||
	       (*end == '.' && end > at && g_unichar_isalpha(g_utf8_get_char(end + 1)) &&
		   g_utf8_strlen(at, end - at) == 1))
		end = g_utf8_next_char(end);
	return (size_t)(end - at);
}

static void
read_text(struct reading *reading, const char *at)
{
	while (*at != '\0') {
		size_t letters = letters_size(at);
		bool is_number = reading->is_after_number;

		if (g_ascii_isdigit(*at)) {
			take_number(reading, &at);
			continue;
		}
		if (letters > 0) {
			take_word(reading, at, letters);
			/* "2 de marzo", "2nd": what stands between is passed over. */
			reading->is_after_number = is_number && letters <= 2;
			at += letters;
		} else if ((*at == '+' || *at == '-') && reading->has_time &&
			   g_ascii_isdigit(at[1])) {
			take_offset(reading, &at);
		} else {
			at = g_utf8_next_char(at);
		}
	}
}

/* "9:14 p. m." is written with a blank in Spanish. */
static void
join_halves(char *text)
{
	for (char *p = strstr(text, ". m"); p != NULL; p = strstr(p, ". m"))
		if (p > text && strchr("apAP", p[-1]) != NULL)
			memmove(p, p + 2, strlen(p + 2) + 1);
		else
			p++;
}

/* What the parts mean together; false when that cannot be known. */
static bool
settle(struct reading *reading)
{
	int *slash = reading->slash;

	if (slash[0] > 0) {
		bool is_month_first =
		    slash[1] > 12 || (slash[0] <= 12 && reading->is_english &&
					 (reading->is_morning || reading->is_afternoon));

		if (!is_month_first && reading->is_english && slash[0] <= 12 &&
		    slash[0] != slash[1])
			return false;
		reading->day = slash[is_month_first ? 1 : 0];
		reading->month = slash[is_month_first ? 0 : 1];
	}
	if (reading->month == 0 && reading->second_number > 0)
		reading->month = reading->second_number;
	if (reading->is_afternoon && reading->hour < 12)
		reading->hour += 12;
	else if (reading->is_morning && !reading->is_afternoon && reading->hour == 12)
		reading->hour = 0;
	return !reading->is_unsure && reading->has_time && reading->hour < 24 &&
	       reading->minute < 60 && reading->year >= 1970 && reading->year <= 9998 &&
	       reading->month >= 1 && reading->month <= 12 && reading->day >= 1 &&
	       reading->day <= 31 &&
	       g_date_valid_dmy((GDateDay)reading->day, (GDateMonth)reading->month,
		   (GDateYear)reading->year);
}

char *
forward_date_parse(const char *text, bool is_english)
{
	struct reading reading = {.is_english = is_english};
	g_autofree char *start = g_strdup(text);
	g_autofree char *zone = NULL;

	text_truncate(start, TEXT_BYTES);
	join_halves(start);
	read_text(&reading, start);
	if (!settle(&reading))
		return NULL;
	if (reading.has_zone)
		zone = g_strdup_printf("%c%02d:%02d", reading.offset_minutes < 0 ? '-' : '+',
		    ABS(reading.offset_minutes) / 60, ABS(reading.offset_minutes) % 60);
	return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d%s", reading.year, reading.month,
	    reading.day, reading.hour, reading.minute, reading.second,
	    zone != NULL ? zone : "Z");
}
