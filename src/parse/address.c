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
	GString *phrase;      /* words outside angle brackets, quotes removed */
	GString *spec;        /* the same with quotes, in case it is the address */
	GString *angle;       /* between < and > */
	GString *comment;     /* the last comment: an old way to give the name */
	GString *pending;     /* "Rossi" of an unquoted "Rossi, Mario <m@x>" */
	guint first;          /* entry of list that the field began with */
	const char *tail;     /* from here on the field has only separators and blanks */
	const char *last_end; /* where its last "?=" stands, NULL none */
	bool has_angle;
	bool has_at; /* in spec */
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
	if (out->str[0] == '\'' && strchr(out->str, '@') != NULL) /* Outlook's 'm@x' */
		g_string_erase(out, 0, 1);
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
	reader->has_at = false;
}

static void
append(struct reader *reader, const char *bytes, size_t size)
{
	g_string_append_len(reader->phrase, bytes, (gssize)size);
	g_string_append_len(reader->spec, bytes, (gssize)size);
	reader->has_at = reader->has_at || memchr(bytes, '@', size) != NULL;
}

static void
add(struct reader *reader, const char *raw_name, const char *raw_address)
{
	g_autofree char *name = word_decode(raw_name, NULL);
	g_autofree char *address = address_normalise(raw_address);
	if (strchr(address, '@') == NULL)
		address[0] = '\0';

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

/* An @ outside of quotes: in them it is part of a name. */
static bool
is_bare_address(const char *spec)
{
	bool is_quoted = false;

	for (; *spec != '\0' && (is_quoted || *spec != '@'); spec++)
		if (*spec == '"')
			is_quoted = !is_quoted;
	return *spec == '@';
}

/* Blanks beside an @ go (RFC 5322 §4.4), but for those in quotes. */
static void
squeeze(char *spec)
{
	char *out = spec;
	bool is_quoted = false;

	for (const char *p = spec; *p != '\0'; p++) {
		if (*p == '"')
			is_quoted = !is_quoted;
		if (*p == ' ' && !is_quoted) {
			size_t run = strspn(p, " ");

			if ((out == spec || out[-1] != '@') && p[run] != '@') {
				memmove(out, p, run);
				out += run;
			}
			p += run - 1;
			continue;
		}
		*out++ = *p;
	}
	*out = '\0';
}

/* Where the word ends: at a blank that is in no quotes. */
static size_t
word_size(const char *at)
{
	bool is_quoted = false;
	size_t size = 0;

	for (; at[size] != '\0' && (is_quoted || at[size] != ' '); size++)
		if (at[size] == '"')
			is_quoted = !is_quoted;
	return size;
}

static void
append_name(GString *name, const char *word)
{
	if (name->len > 0)
		g_string_append_c(name, ' ');
	for (; *word != '\0'; word++)
		if (*word != '"')
			g_string_append_c(name, *word);
}

/* "Mario Rossi mario@example.org", also several with nothing but blanks between them: a word
 * with an @ is an address, those before it are its name. "Mario [mailto:m@x]" is one. */
static void
add_bare(struct reader *reader)
{
	g_autoptr(GString) name = g_string_new(NULL);

	squeeze(reader->spec->str);
	for (const char *at = reader->spec->str; *at != '\0'; at += strspn(at, " ")) {
		size_t size = word_size(at);
		g_autofree char *word = g_strndup(at, size);

		at += size;
		if (!is_bare_address(word)) {
			append_name(name, word);
			continue;
		}
		bool is_bracketed = word[0] == '[' && word[size - 1] == ']';
		if (is_bracketed)
			word[size - 1] = '\0';
		add(reader, name->len > 0 ? name->str : reader->comment->str,
		    word + is_bracketed);
		g_string_truncate(name, 0);
	}
}

static bool
has_address(const struct reader *reader)
{
	for (guint i = reader->first; i < reader->list->len; i++)
		if (((struct evidence_address *)reader->list->pdata[i])->address[0] != '\0')
			return true;
	return false;
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
	} else if (!reader->has_angle && is_bare_address(reader->spec->str)) {
		add_bare(reader);
		g_string_truncate(reader->pending, 0);
	} else if (strchr(reader->comment->str, '@') != NULL) {
		/* "Mario Rossi (mario@example.org)" */
		add(reader, phrase, reader->comment->str);
		g_string_truncate(reader->pending, 0);
	} else if (phrase[0] != '\0' && is_last && reader->list->len == reader->first) {
		add(reader, phrase, ""); /* nothing but a name, or a local user of old */
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
		append(reader, at, 1);
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

/* A blank behind the address and a word behind it: no blank of RFC 5322 §4.4, "x . it". */
static bool
is_gap(const char *at)
{
	return at[0] == ' ' && strchr(" .@", at[-1]) == NULL &&
	       g_ascii_isalnum(at[strspn(at, " ")]);
}

/* Up to ">"; where that is missing, to what must be the next mailbox: a "<", or a comma or a
 * word behind an @ that is not a route's. */
static const char *
take_angle(struct reader *reader, const char *at)
{
	bool quoted = false, has_at = false;
	unsigned depth = 0; /* of comments */

	g_string_truncate(reader->angle, 0);
	at += strspn(at, "< ");
	bool is_route = *at == '@';
	for (; *at != '\0' && (quoted || *at != '>'); at++) {
		if (*at == '"')
			quoted = !quoted;
		bool is_next = (*at == ',' || is_gap(at)) && has_at && !is_route;
		if (!quoted && depth == 0 && (*at == '<' || is_next))
			break;
		depth += *at == '(' && !quoted;
		depth -= *at == ')' && depth > 0;
		has_at = has_at || *at == '@';
		is_route = is_route && *at != ':';
		g_string_append_c(reader->angle, *at);
	}
	reader->has_angle = true;
	return *at == '>' ? at + 1 : at;
}

static bool
ends_with_mailto(const GString *spec)
{
	return spec->len >= 6 && g_ascii_strcasecmp(spec->str + spec->len - 6, "mailto") == 0;
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
		if (reader->has_angle && reader->angle->len > 0)
			reader_emit(reader, false); /* the comma is missing */
		return take_angle(reader, at);
	case '>':
		return at + 1; /* of nothing */
	case ',':
	case ';':
		reader_emit(reader, at >= reader->tail);
		return at + 1;
	case ':':
		if (!reader->has_at && !reader->has_angle && !ends_with_mailto(reader->spec)) {
			reader_reset(reader); /* the name of a group */
			return at + 1;
		}
		break;
	default:
		break;
	}
	append(reader, at, 1);
	return at + 1;
}

/* An encoded word may hold separators (illegal, but sent): where it ends, or NULL. */
static const char *
word_end(const struct reader *reader, const char *at)
{
	const char *end = at[0] == '=' && at[1] == '?' ? strpbrk(at + 2, "?,;<>\"") : NULL;

	if (end == NULL || *end != '?' || end[1] == '\0' || end[2] != '?' ||
	    end + 3 > reader->last_end)
		return NULL;
	end = strstr(end + 3, "?=");
	return end != NULL ? end + 2 : NULL;
}

static void
read_field(struct reader *reader, const char *field)
{
	const char *at = field;

	reader->tail = field + strlen(field);
	while (reader->tail > field && strchr(",; ", reader->tail[-1]) != NULL)
		reader->tail--;
	reader->last_end = g_strrstr(field, "?=");
	while (*at != '\0' && !reader->is_full) {
		const char *end = word_end(reader, at);

		if (end == NULL) {
			at = step(reader, at);
			continue;
		}
		append(reader, at, (size_t)(end - at));
		at = end;
	}
	reader_emit(reader, true);
}

/*
 * A field without any address, so that no name can pass for one: "=?utf-8?q?Mario_<m@x>?=",
 * where the mailbox itself was encoded, and "m@x" in quotes.
 */
static void
read_hidden(struct reader *reader, const char *field)
{
	g_autofree char *decoded = word_decode(field, NULL);

	size_t size = strlen(decoded);

	if (size > 2 && decoded[0] == '"' && decoded[size - 1] == '"') {
		decoded[size - 1] = '\0';
		memmove(decoded, decoded + 1, size - 1);
	}
	bool is_mailbox = strchr(decoded, '<') != NULL || strstr(field, "=?") == NULL;
	if (strcmp(decoded, field) == 0 || strchr(decoded, '@') == NULL || !is_mailbox ||
	    strstr(decoded, "=?") != NULL)
		return;
	g_ptr_array_set_size(reader->list, (int)reader->first);
	read_field(reader, decoded);
}

bool
address_parse(const char *field, GPtrArray *list)
{
	struct reader reader = {.list = list,
	    .phrase = g_string_new(NULL),
	    .spec = g_string_new(NULL),
	    .angle = g_string_new(NULL),
	    .comment = g_string_new(NULL),
	    .pending = g_string_new(NULL),
	    .first = list->len};

	read_field(&reader, field);
	if (!has_address(&reader))
		read_hidden(&reader, field);
	g_string_free(reader.phrase, TRUE);
	g_string_free(reader.spec, TRUE);
	g_string_free(reader.angle, TRUE);
	g_string_free(reader.comment, TRUE);
	g_string_free(reader.pending, TRUE);
	return !reader.is_full;
}
