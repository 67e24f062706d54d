/* Trusts nothing: the reader may have been taken over by the mail that it read. */
#include "config.h"
#include "job/answer.h"

#include <string.h>

#include "base/limit.h"
#include "job/reader.h"

static bool
is_sane(const struct reader_answer *head, size_t size_bytes, bool is_ready, bool has_mail)
{
	if (head->magic != READER_MAGIC || head->size > LIMIT_EVIDENCE_BYTES ||
	    size_bytes > sizeof *head + head->size)
		return false;
	if (!is_ready)
		return head->flags == READER_READY && head->size == 0;
	return has_mail && (head->flags & ~READER_RECYCLE) == 0;
}

struct answer
answer_parse(const void *bytes, size_t size_bytes, bool is_ready, bool has_mail)
{
	struct answer answer = {.kind = ANSWER_MORE};
	struct reader_answer head;

	if (size_bytes < sizeof head)
		return answer;
	memcpy(&head, bytes, sizeof head);
	if (!is_sane(&head, size_bytes, is_ready, has_mail)) {
		answer.kind = ANSWER_NONSENSE;
		return answer;
	}
	if (size_bytes < sizeof head + head.size)
		return answer;
	answer.kind = is_ready ? ANSWER_EVIDENCE : ANSWER_HELLO;
	answer.json = (const char *)bytes + sizeof head;
	answer.json_size = (size_t)head.size;
	answer.recycle = (head.flags & READER_RECYCLE) != 0;
	return answer;
}
