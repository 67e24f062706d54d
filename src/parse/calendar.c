#include "config.h"
#include "parse/calendar.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define PEOPLE_MAX 20u
#define DEPTH_MAX 8u
#define VALUE_BYTES 2000u
#define DESCRIPTION_BYTES 20000u

/* RFC 5546 §1.4 */
static const struct {
	const char *method, *title;
} titles[] = {{"REQUEST", "Invito / Invitation"}, {"REPLY", "Risposta all'invito / Reply"},
    {"CANCEL", "Annullato / Cancelled"}, {"COUNTER", "Controproposta / Counter-proposal"},
    {"DECLINECOUNTER", "Controproposta rifiutata / Counter-proposal declined"},
    {"REFRESH", "Richiesta di aggiornamento / Request for an update"},
    {"ADD", "Date aggiunte / Dates added"}, {"", "Evento / Event"}};

/* RFC 5545 §3.2.12 */
static const struct {
	const char *status, *words;
} answers[] = {{"ACCEPTED", "accettato / accepted"}, {"DECLINED", "rifiutato / declined"},
    {"TENTATIVE", "con riserva / tentative"}, {"DELEGATED", "delegato / delegated"},
    {"COMPLETED", "completato / completed"}, {"IN-PROCESS", "in corso / in process"}};

enum kind { KIND_OTHER, KIND_CALENDAR, KIND_EVENT };

struct time {
	char *zone; /* NULL none */
	bool is_day, is_met;
	int number[6]; /* year, month, day, hour, minute, second */
};

struct event {
	char *summary, *location, *organizer, *repeats, *description, *url;
	struct time start, end;
	long duration_s; /* 0 none */
	GString *people;
	unsigned people_count;
	bool is_cancelled;
};

struct reader {
	GString *out;
	char *method;
	struct event event;
	enum kind open[DEPTH_MAX];
	unsigned depth; /* may be more than DEPTH_MAX: those are not known */
	unsigned events;
	bool with_description;
};

/* One content line, unfolded: name *(";" param) ":" value */
struct line {
	char *name;   /* upper case */
	char *params; /* from the first ';' on, or "" */
	char *value;
};

/* §3.1: where the line ends; what follows behind a blank belongs to it. */
static char *
take_line(const char **at)
{
	GString *line = g_string_new(NULL);

	do {
		size_t size = strcspn(*at, "\n");
		g_string_append_len(line, *at, (gssize)size);
		*at += size + ((*at)[size] == '\n');
		if (**at != ' ' && **at != '\t')
			break;
		(*at)++;
	} while (**at != '\0');
	return g_string_free(line, FALSE);
}

/* Splits in place; false when it is no content line. */
static bool
split_line(char *text, struct line *ret_line)
{
	bool is_quoted = false;
	char *p = text + strcspn(text, ";:");
	char *params = *p == ';' ? p : NULL;

	for (; *p != '\0' && (is_quoted || *p != ':'); p++)
		if (*p == '"')
			is_quoted = !is_quoted;
	if (*p != ':' || p == text)
		return false;
	*p = '\0';
	ret_line->value = p + 1;
	ret_line->params = params != NULL ? params + 1 : p;
	if (params != NULL)
		*params = '\0';
	ret_line->name = text;
	for (char *c = text; *c != '\0'; c++)
		*c = g_ascii_toupper(*c);
	return true;
}

/* The value of a parameter, quotes gone; NULL when it is not there. Caller frees. */
static char *
param_get(const struct line *line, const char *name)
{
	size_t size = strlen(name);

	for (const char *at = line->params; *at != '\0';) {
		bool is_quoted = false;
		size_t length = 0;
		for (; at[length] != '\0' && (is_quoted || at[length] != ';'); length++)
			if (at[length] == '"')
				is_quoted = !is_quoted;
		if (length > size && at[size] == '=' &&
		    g_ascii_strncasecmp(at, name, size) == 0) {
			g_auto(GStrv) parts = NULL;
			g_autofree char *value = g_strndup(at + size + 1, length - size - 1);
			parts = g_strsplit(value, "\"", -1);
			return g_strjoinv("", parts);
		}
		at += length + (at[length] == ';');
	}
	return NULL;
}

/* §3.3.11: backslashes go; in one line "\n" is a blank. Caller frees. */
static char *
unescape(const char *value, bool is_one_line, size_t limit)
{
	GString *out = g_string_new(NULL);

	for (const char *p = value; *p != '\0'; p++) {
		if (*p == '\\' && (p[1] == 'n' || p[1] == 'N')) {
			g_string_append_c(out, is_one_line ? ' ' : '\n');
			p++;
		} else if (*p == '\\' && p[1] != '\0') {
			g_string_append_c(out, *++p);
		} else {
			g_string_append_c(out, *p);
		}
	}
	char *text =
	    is_one_line ? text_clean_line(out->str, out->len) : text_clean(out->str, out->len);
	g_string_free(out, TRUE);
	text_truncate(text, limit);
	return text;
}

static void
set(char **field, char *text)
{
	g_free(*field);
	*field = text;
}

/* date = 8DIGIT; date-time = date "T" 6DIGIT ["Z"] (§3.3.4, §3.3.5) */
static void
take_time(const struct line *line, struct time *time)
{
	static const struct {
		size_t at, size;
	} place[] = {{0, 4}, {4, 2}, {6, 2}, {9, 2}, {11, 2}, {13, 2}};
	const char *value = line->value;
	size_t day = strspn(value, "0123456789");
	size_t clock = value[day] == 'T' ? strspn(value + day + 1, "0123456789") : 0;
	int number[6] = {0};

	if (day != 8 || (clock != 0 && clock != 6))
		return;
	for (size_t i = 0; i < (clock > 0 ? 6 : 3); i++)
		for (size_t k = 0; k < place[i].size; k++)
			number[i] = number[i] * 10 + (value[place[i].at + k] - '0');
	memcpy(time->number, number, sizeof(number));
	time->is_met = true;
	time->is_day = clock == 0;
	set(&time->zone, clock > 0 && value[day + 1 + clock] == 'Z' ? g_strdup("UTC")
								    : param_get(line, "TZID"));
	if (time->zone != NULL)
		set(&time->zone, unescape(time->zone, true, 100));
}

/* dur-value = ["+"] "P" [nW] [nD] ["T" [nH] [nM] [nS]] (§3.3.6) */
static long
take_duration(const char *value)
{
	static const struct {
		char unit;
		long seconds;
	} units[] = {{'W', 604800}, {'D', 86400}, {'H', 3600}, {'M', 60}, {'S', 1}};
	long total = 0;

	for (const char *at = value + strspn(value, "+P"); *at != '\0';) {
		size_t size = strspn(at, "0123456789");
		if (*at == 'T' && size == 0) {
			at++;
			continue;
		}
		if (size == 0 || size > 6 || at[size] == '\0')
			return 0;
		for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
			if (units[i].unit == at[size])
				total += units[i].seconds * strtol(at, NULL, 10);
		at += size + 1;
	}
	return total;
}

/* "Anna Bianchi <anna@demo.example>". Caller frees. */
static char *
person_of(const struct line *line)
{
	g_autofree char *name = param_get(line, "CN");
	g_autofree char *value = unescape(line->value, true, VALUE_BYTES);
	const char *address = g_ascii_strncasecmp(value, "mailto:", 7) == 0 ? value + 7 : value;

	if (name == NULL || name[0] == '\0' || strcmp(name, address) == 0)
		return g_strdup(address);
	g_autofree char *clean = unescape(name, true, 200);
	return g_strdup_printf("%s <%s>", clean, address);
}

static void
add_person(struct event *event, const struct line *line)
{
	g_autofree char *person = person_of(line);
	g_autofree char *status = param_get(line, "PARTSTAT");

	event->people_count++;
	if (event->people_count > PEOPLE_MAX)
		return;
	if (event->people->len > 0)
		g_string_append(event->people, ", ");
	g_string_append(event->people, person);
	for (size_t i = 0; status != NULL && i < G_N_ELEMENTS(answers); i++)
		if (g_ascii_strcasecmp(status, answers[i].status) == 0)
			g_string_append_printf(event->people, " (%s)", answers[i].words);
}

static void
event_clear(struct event *event)
{
	char **text[] = {&event->summary, &event->location, &event->organizer, &event->repeats,
	    &event->description, &event->url, &event->start.zone, &event->end.zone};

	for (size_t i = 0; i < G_N_ELEMENTS(text); i++)
		g_clear_pointer(text[i], g_free);
	if (event->people != NULL)
		g_string_free(event->people, TRUE);
	*event = (struct event){0};
}

static void
apply(struct reader *reader, const struct line *line)
{
	struct event *event = &reader->event;
	const struct {
		const char *name;
		char **field;
		bool is_one_line;
		size_t limit;
	} texts[] = {{"SUMMARY", &event->summary, true, VALUE_BYTES},
	    {"LOCATION", &event->location, true, VALUE_BYTES},
	    {"RRULE", &event->repeats, true, 200}, {"URL", &event->url, true, VALUE_BYTES},
	    {"DESCRIPTION", &event->description, false, DESCRIPTION_BYTES}};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		if (strcmp(line->name, texts[i].name) == 0)
			set(texts[i].field,
			    unescape(line->value, texts[i].is_one_line, texts[i].limit));
	if (strcmp(line->name, "DTSTART") == 0)
		take_time(line, &event->start);
	else if (strcmp(line->name, "DTEND") == 0 || strcmp(line->name, "DUE") == 0)
		take_time(line, &event->end);
	else if (strcmp(line->name, "DURATION") == 0)
		event->duration_s = take_duration(line->value);
	else if (strcmp(line->name, "ORGANIZER") == 0)
		set(&event->organizer, person_of(line));
	else if (strcmp(line->name, "ATTENDEE") == 0)
		add_person(event, line);
	else if (strcmp(line->name, "STATUS") == 0)
		event->is_cancelled = g_ascii_strcasecmp(line->value, "CANCELLED") == 0;
}

static const char *
title_of(const struct reader *reader)
{
	const char *method = reader->event.is_cancelled ? "CANCEL"
			     : reader->method != NULL   ? reader->method
							: "";

	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++)
		if (g_ascii_strcasecmp(method, titles[i].method) == 0)
			return titles[i].title;
	return titles[G_N_ELEMENTS(titles) - 1].title;
}

static void
write_field(GString *out, const char *label, const char *text)
{
	if (text != NULL && text[0] != '\0')
		g_string_append_printf(out, "%s: %s\n", label, text);
}

/* The time so many seconds later, as the clock of its zone shows it; false when it is none.
 * (GDateTime would read files.) */
static bool
move_time(struct time *time, gint64 seconds)
{
	int *n = time->number;

	if (!g_date_valid_dmy((GDateDay)n[2], (GDateMonth)n[1], (GDateYear)n[0]) || n[3] > 23 ||
	    n[4] > 59 || ABS(seconds) > 366 * 86400 * 10LL)
		return false;
	gint64 clock = n[3] * 3600 + n[4] * 60 + MIN(n[5], 59) + seconds;
	gint64 days = clock >= 0 ? clock / 86400 : -((86399 - clock) / 86400);
	GDate date;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)n[2], (GDateMonth)n[1], (GDateYear)n[0]);
	if (days > 0)
		g_date_add_days(&date, (guint)days);
	else if (g_date_get_julian(&date) > (guint32)-days)
		g_date_subtract_days(&date, (guint)-days);
	clock -= days * 86400;
	n[0] = g_date_get_year(&date);
	n[1] = (int)g_date_get_month(&date);
	n[2] = g_date_get_day(&date);
	n[3] = (int)(clock / 3600);
	n[4] = (int)(clock / 60 % 60);
	n[5] = (int)(clock % 60);
	return true;
}

/* The end, from the length when it is not said; a whole day's end is the day after. */
static bool
find_end(const struct event *event, struct time *ret_end)
{
	bool is_day = event->end.is_met ? event->end.is_day : event->start.is_day;
	gint64 back = is_day ? 86400 : 0;

	*ret_end = event->end.is_met ? event->end : event->start;
	if (!event->end.is_met && event->duration_s <= back)
		return false;
	return move_time(ret_end, (event->end.is_met ? 0 : event->duration_s) - back);
}

static void
write_day(GString *out, const struct time *time)
{
	g_string_append_printf(
	    out, "%04d-%02d-%02d", time->number[0], time->number[1], time->number[2]);
}

/* "2026-11-12 15:00 – 16:00 (Europe/Rome)" */
static void
write_when(GString *out, const struct event *event)
{
	struct time start = event->start, end;

	if (!start.is_met || !move_time(&start, 0))
		return;
	bool has_end = find_end(event, &end);
	bool is_same_day = has_end && memcmp(start.number, end.number, 3 * sizeof(int)) == 0;
	g_string_append(out, "Quando / When: ");
	write_day(out, &start);
	if (!start.is_day)
		g_string_append_printf(out, " %02d:%02d", start.number[3], start.number[4]);
	if (has_end && !(is_same_day && start.is_day)) {
		g_string_append(out, " \xe2\x80\x93 ");
		if (!is_same_day)
			write_day(out, &end);
		if (!start.is_day)
			g_string_append_printf(out, "%s%02d:%02d", is_same_day ? "" : " ",
			    end.number[3], end.number[4]);
	}
	if (start.zone != NULL && !start.is_day)
		g_string_append_printf(out, " (%s)", start.zone);
	g_string_append_c(out, '\n');
}

static void
write_event(struct reader *reader)
{
	const struct event *event = &reader->event;
	GString *out = reader->out;

	if (reader->events++ >= CALENDAR_EVENTS_MAX)
		return;
	if (out->len > 0)
		g_string_append_c(out, '\n');
	write_field(out, title_of(reader),
	    event->summary != NULL && event->summary[0] != '\0' ? event->summary : "-");
	write_when(out, event);
	write_field(out, "Si ripete / Repeats", event->repeats);
	write_field(out, "Dove / Where", event->location);
	write_field(out, "Organizza / Organizer", event->organizer);
	if (event->people_count > PEOPLE_MAX)
		g_string_append_printf(
		    event->people, ", +%u", event->people_count - PEOPLE_MAX);
	write_field(out, "Partecipanti / Attendees", event->people->str);
	write_field(out, "Link", event->url);
	if (reader->with_description && event->description != NULL &&
	    event->description[0] != '\0')
		g_string_append_printf(out, "\n%s\n", g_strchomp(event->description));
}

static void
begin(struct reader *reader, const char *component)
{
	static const char *const events[] = {"VEVENT", "VTODO", "VJOURNAL", NULL};
	enum kind kind = KIND_OTHER;

	if (g_ascii_strcasecmp(component, "VCALENDAR") == 0)
		kind = KIND_CALENDAR;
	for (size_t i = 0; events[i] != NULL; i++)
		if (g_ascii_strcasecmp(component, events[i]) == 0)
			kind = KIND_EVENT;
	if (reader->depth < DEPTH_MAX)
		reader->open[reader->depth] = kind;
	reader->depth++;
	if (kind != KIND_EVENT)
		return;
	event_clear(&reader->event);
	reader->event.people = g_string_new(NULL);
}

static enum kind
innermost(const struct reader *reader)
{
	return reader->depth > 0 && reader->depth <= DEPTH_MAX ? reader->open[reader->depth - 1]
							       : KIND_OTHER;
}

static void
end(struct reader *reader)
{
	if (reader->depth == 0)
		return;
	if (innermost(reader) == KIND_EVENT && reader->event.people != NULL) {
		write_event(reader);
		event_clear(&reader->event);
	}
	reader->depth--;
}

char *
calendar_to_text(const char *text, bool with_description)
{
	struct reader reader = {
	    .out = g_string_new(NULL), .with_description = with_description};

	for (const char *at = text; *at != '\0';) {
		g_autofree char *content = g_strchomp(take_line(&at));
		struct line line;

		if (!split_line(content, &line))
			continue;
		if (strcmp(line.name, "BEGIN") == 0)
			begin(&reader, line.value);
		else if (strcmp(line.name, "END") == 0)
			end(&reader);
		else if (innermost(&reader) == KIND_EVENT && reader.event.people != NULL)
			apply(&reader, &line);
		else if (innermost(&reader) == KIND_CALENDAR &&
			 strcmp(line.name, "METHOD") == 0)
			set(&reader.method, g_strstrip(g_strdup(line.value)));
	}
	if (reader.event.people != NULL) /* cut in the middle */
		write_event(&reader);
	event_clear(&reader.event);
	g_free(reader.method);
	return g_string_free(reader.out, reader.events == 0);
}
