/* What finds the thread: ids of References, tokens in addresses, Message-IDs, subjects, loop
 * marks. */
#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "base/limit.h"
#include "fuzz.h"
#include "mail/evidence.h"
#include "parse/reference.h"

static void
check_ids(const char *field)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);
	bool fits = reference_add_ids(field, list);
	guint count = list->len;

	if (count > LIMIT_REFERENCES)
		fuzz_fail("%u ids", count);
	for (guint i = 0; i < count; i++) {
		const char *id = list->pdata[i];
		if (id[0] == '\0' || strpbrk(id, " <>\r\n") != NULL ||
		    !g_utf8_validate(id, -1, NULL))
			fuzz_fail("no id: %s", id);
	}
	if (fits && (!reference_add_ids(field, list) || list->len != count))
		fuzz_fail("the same ids were added again");
}

static void
check_tokens(const GPtrArray *tokens)
{
	for (guint i = 0; i < tokens->len; i++) {
		const struct evidence_token *token = tokens->pdata[i];
		const gint64 number[] = {token->ticket, token->recipient, token->key};

		for (size_t k = 0; k < G_N_ELEMENTS(number); k++)
			if (number[k] < 0 || number[k] > G_GINT64_CONSTANT(1) << 53)
				fuzz_fail("a number beyond its range");
		if (strspn(token->mac, "abcdefghijklmnopqrstuvwxyz234567") != 16 ||
		    token->mac[16] != '\0')
			fuzz_fail("no mac: %s", token->mac);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *bytes = g_strndup((const char *)data, size);
	g_autoptr(Evidence) evidence = evidence_new();

	check_ids(bytes);
	bool is_found = reference_find_in_address(evidence, bytes);
	if (is_found != (evidence->tokens_address->len == 1))
		fuzz_fail("found, and not added");
	is_found = reference_find_in_message_id(evidence, bytes);
	if (is_found != (evidence->tokens_message->len == 1))
		fuzz_fail("found, and not added");
	reference_find_in_subject(evidence, bytes);
	reference_find_in_loop(evidence, bytes);
	check_tokens(evidence->tokens_address);
	check_tokens(evidence->tokens_message);
	check_tokens(evidence->tokens_subject);
	return 0;
}
