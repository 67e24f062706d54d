#include "config.h"
#include "parse/address.h"

#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "parse/charset.h"
#include "parse/word.h"

/* One mailbox while it is read. */
struct reader {
	GPtrArray *list;
	GString *phrase;  /* words outside angle brackets, quotes removed */
	GString *spec;    /* the same with quotes, in case it is the address */
	GString *angle;   /* between < and > */
	GString *comment; /* the last comment: an old way to give the name */
	GString *pending; /* "Rossi" of an unquoted "Rossi, Mario <m@x>" */
	bool has_angle;
	bool is_full;
};

char *
address_normalise(const char *spec)
{
	g_autofree char *valid = charset_decode(spec, strlen(spec), NULL, NULL);
	g_autofree char *line = text_clean_line(valid, strlen(valid));
	const char *at = line;

	if (g_ascii_strncasecmp(at, "mailto:", 7) == 0)
		at += 7;
	const char *colon = at[0] == '@' ? strchr(at, ':') : NULL;
	if (colon != NULL)
		at = colon + 1; /* RFC 5322 §4.4: obs-route */
	GString *out = g_string_new(NULL);
	unsigned depth = 0; /* of comments */
	for (bool quoted = false; *at != '\0'; at++) {
		if (*at == '"')
			quoted = !quoted;
		if (*at == '(' && !quoted)
			depth++;
		if (*at == ')' && depth > 0) {
			depth--;
			continue;
		}
		if (depth == 0 && ((*at != ' ' && *at != '<' && *at != '>') || quoted))
			g_string_append_c(out, *at);
	}
	while (out->len > 0 && strchr(".,;:'", out->str[out->len - 1]) != NULL)
		g_string_truncate(out, out->len - 1);
	char *domain = strrchr(out->str, '@');
	for (char *p = domain; p != NULL && *p != '\0'; p++)
		*p = g_ascii_tolower(*p);
	if (out->len > LIMIT_ADDRESS_BYTES || strstr(out->str, "=?") != NULL)
		g_string_truncate(out, 0);
	return g_string_free(out, FALSE);
}

static void
reader_reset(struct reader *reader)
{
	g_string_truncate(reader->phrase, 0);
	g_string_truncate(reader->spec, 0);
	g_string_truncate(reader->angle, 0);
	g_string_truncate(reader->comment, 0);
	reader->has_angle = false;
}

static void
add(struct reader *reader, const char *raw_name, const char *raw_address)
{
	g_autofree char *name = word_decode(raw_name, NULL);
	g_autofree char *address = address_normalise(raw_address);

	if (reader->list->len >= LIMIT_ADDRESSES) {
		reader->is_full = true;
		return;
	}
	/* Blanks and a pair of apostrophes around the name: Outlook's 'Mario Rossi'. */
	size_t size = strlen(name);
	if (size > 2 && name[0] == '\'' && name[size - 1] == '\'') {
		memmove(name, name + 1, size - 2);
		name[size - 2] = '\0';
	}
	text_truncate(name, LIMIT_NAME_BYTES);
	evidence_add_address(reader->list, name, address);
}

/* "Mario Rossi mario@example.org": the last word with an @ is the address. */
static void
add_bare(struct reader *reader)
{
	char *spec = g_strstrip(reader->spec->str);
	char *word = strchr(spec, '"') == NULL ? strrchr(spec, ' ') : NULL;

	if (word != NULL && strchr(word, '@') != NULL &&
	    strchr(word, '@') == strchr(spec, '@')) {
		*word = '\0';
		add(reader, spec, word + 1);
	} else {
		add(reader, reader->comment->str, spec);
	}
}

static void
reader_emit(struct reader *reader, bool is_last)
{
	g_autofree char *phrase = g_strstrip(g_strdup(reader->phrase->str));

	if (reader->has_angle && reader->angle->len > 0) {
		if (reader->pending->len > 0) {
			g_string_append_printf(reader->pending, ", %s", phrase);
			add(reader, reader->pending->str, reader->angle->str);
		} else {
			add(reader, phrase[0] != '\0' ? phrase : reader->comment->str,
			    reader->angle->str);
		}
		g_string_truncate(reader->pending, 0);
	} else if (strchr(reader->spec->str, '@') != NULL) {
		add_bare(reader);
		g_string_truncate(reader->pending, 0);
	} else if (phrase[0] != '\0' && is_last && reader->list->len == 0) {
		/* Nothing but a name, or a local user of old. */
		add(reader, phrase, strpbrk(phrase, " =") == NULL ? phrase : "");
	} else if (phrase[0] != '\0' && reader->pending->len < LIMIT_NAME_BYTES) {
		g_string_append(reader->pending, reader->pending->len > 0 ? ", " : "");
		g_string_append(reader->pending, phrase);
	}
	reader_reset(reader);
}

static const char *
take_quoted(struct reader *reader, const char *at)
{
	g_string_append_c(reader->spec, '"');
	for (at++; *at != '\0' && *at != '"'; at++) {
		if (*at == '\\' && at[1] != '\0')
			at++;
		g_string_append_c(reader->phrase, *at);
		g_string_append_c(reader->spec, *at);
	}
	g_string_append_c(reader->spec, '"');
	return *at == '"' ? at + 1 : at;
}

/* ccontent nests; only the depth is counted. */
static const char *
take_comment(struct reader *reader, const char *at)
{
	unsigned depth = 0;

	g_string_truncate(reader->comment, 0);
	for (; *at != '\0'; at++) {
		if (*at == '\\' && at[1] != '\0')
			at++;
		else if (*at == '(' && depth++ == 0)
			continue;
		else if (*at == ')' && --depth == 0)
			return at + 1;
		g_string_append_c(reader->comment, *at);
	}
	return at;
}

static const char *
take_angle(struct reader *reader, const char *at)
{
	bool quoted = false;

	g_string_truncate(reader->angle, 0);
	for (at++; *at != '\0' && (quoted || *at != '>'); at++) {
		if (*at == '"')
			quoted = !quoted;
		g_string_append_c(reader->angle, *at);
	}
	reader->has_angle = true;
	return *at == '>' ? at + 1 : at;
}

static const char *
step(struct reader *reader, const char *at)
{
	switch (*at) {
	case '"':
		return take_quoted(reader, at);
	case '(':
		return take_comment(reader, at);
	case '<':
		return take_angle(reader, at);
	case ',':
	case ';':
		reader_emit(reader, at[strspn(at, ",; ")] == '\0');
		return at + 1;
	case ':':
		if (strchr(reader->spec->str, '@') == NULL && !reader->has_angle &&
		    g_ascii_strcasecmp(reader->spec->str, "mailto") != 0) {
			reader_reset(reader); /* the name of a group */
			return at + 1;
		}
		break;
	default:
		break;
	}
	g_string_append_c(reader->phrase, *at);
	g_string_append_c(reader->spec, *at);
	return at + 1;
}

bool
address_parse(const char *field, GPtrArray *list)
{
	struct reader reader = {list, g_string_new(NULL), g_string_new(NULL),
	    g_string_new(NULL), g_string_new(NULL), g_string_new(NULL), false, false};
	const char *at = field;

	while (*at != '\0' && !reader.is_full) {
		/* An encoded word may hold separators (illegal, but sent): take it whole. */
		const char *end = NULL;
		if (at[0] == '=' && at[1] == '?')
			end = strpbrk(at + 2, "?,;<>\"");
		if (end != NULL && *end == '?' && end[1] != '\0' && end[2] == '?')
			end = strstr(end + 3, "?=");
		else
			end = NULL;
		if (end == NULL) {
			at = step(&reader, at);
			continue;
		}
		g_string_append_len(reader.phrase, at, end + 2 - at);
		g_string_append_len(reader.spec, at, end + 2 - at);
		at = end + 2;
	}
	reader_emit(&reader, true);
	g_string_free(reader.phrase, TRUE);
	g_string_free(reader.spec, TRUE);
	g_string_free(reader.angle, TRUE);
	g_string_free(reader.comment, TRUE);
	g_string_free(reader.pending, TRUE);
	return !reader.is_full;
}
