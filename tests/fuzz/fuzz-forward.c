/* Forwarded mails in a text: the words of language.h, headers typed into it, people, dates. The
 * first line is a subject, a name and a date, all of it the text. */
#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "fuzz.h"
#include "mail/evidence.h"
#include "parse/charset.h"
#include "parse/forward_block.h"
#include "parse/forward_date.h"
#include "parse/forward_people.h"
#include "parse/language.h"

static void
check_offset(const char *text, size_t size, size_t offset)
{
	if (offset > size)
		fuzz_fail("an offset behind the end");
	if (offset < size && ((unsigned char)text[offset] & 0xc0) == 0x80)
		fuzz_fail("an offset inside a character");
}

static void
check_line(const char *line, size_t size)
{
	size_t value = 0, word = 0, end = 0;

	if (language_find_header(line, size, &value) != 0)
		check_offset(line, size, value);
	else if (language_answers_with_vs(line, size))
		fuzz_fail("a language without a word");
	if (language_find_mark(line, size, &end) != LANGUAGE_MARK_NONE)
		check_offset(line, size, end);
	for (size_t from = 0; language_find_header_inside(line, size, from, &word, &value) != 0;
	     from = value) {
		check_offset(line, size, word);
		check_offset(line, size, value);
		if (word < from || value <= word)
			fuzz_fail("no progress within a line");
	}
}

static void
check_people(const char *text)
{
	g_autoptr(GPtrArray) list = evidence_addresses_new();

	forward_people_read(text, list);
	forward_people_read_attribution(text, list);
	if (list->len > LIMIT_ADDRESSES)
		fuzz_fail("too many people");
	for (guint i = 0; i < list->len; i++) {
		const struct evidence_address *person = list->pdata[i];

		if (!g_utf8_validate(person->name, -1, NULL) ||
		    !g_utf8_validate(person->address, -1, NULL) ||
		    !text_is_line_safe(person->name) || !text_is_line_safe(person->address) ||
		    strlen(person->name) > LIMIT_NAME_BYTES)
			fuzz_fail("a person that no column holds");
	}
}

static void
check_date(const char *text, bool is_english)
{
	g_autofree char *date = forward_date_parse(text, is_english);
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) parsed =
	    date != NULL ? g_date_time_new_from_iso8601(date, utc) : NULL;

	if (date != NULL && parsed == NULL)
		fuzz_fail("no date: %s", date);
}

static void
check_block(const char *text, bool with_introduced)
{
	g_autoptr(ForwardBlock) block = forward_block_find(text, with_introduced);
	size_t size = strlen(text);

	if (block == NULL)
		return;
	check_offset(text, size, block->above);
	check_offset(text, size, block->begin);
	check_offset(text, size, block->body);
	if (block->above > block->begin || block->begin >= block->body)
		fuzz_fail("an embedded mail out of order");
	if (block->from->len == 0)
		fuzz_fail("an embedded mail of nobody");
	g_autofree char *body = forward_block_body(text, block);
	if (!g_utf8_validate(body, -1, NULL) || strlen(body) > size)
		fuzz_fail("a body that is not of the text");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *decoded = charset_decode((const char *)data, size, NULL, NULL);
	g_autofree char *text = text_clean(decoded, strlen(decoded));
	g_autofree char *first = g_strndup(text, strcspn(text, "\n"));
	size_t end = 0;

	if (language_find_prefix(first, &end) != 0)
		check_offset(first, strlen(first), end);
	check_people(first);
	check_date(first, true);
	check_date(first, false);
	for (const char *at = text; *at != '\0'; at += strcspn(at, "\n"), at += *at == '\n')
		check_line(at, strcspn(at, "\n"));
	check_block(text, false);
	check_block(text, true);
	return 0;
}
