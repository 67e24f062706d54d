#include "config.h"
#include "job/plan.h"

#include "base/limit.h"

static bool
is_small(const struct plan_mail *mail)
{
	return mail->size_bytes > 0 && mail->size_bytes <= LIMIT_FETCH_SMALL_BYTES;
}

enum plan_kind
plan_next(
    const GArray *mails, guint from, bool one_by_one, int64_t limit_raw_bytes, guint *ret_count)
{
	const struct plan_mail *first = &g_array_index(mails, struct plan_mail, from);
	guint most = one_by_one ? 1 : LIMIT_FETCH_BATCH_MAILS;
	int64_t bytes = 0;
	guint count = 0;

	*ret_count = 1;
	if (first->size_bytes > limit_raw_bytes)
		return PLAN_HEADER;
	if (!is_small(first))
		return PLAN_STREAM;
	for (; from + count < mails->len && count < most; count++) {
		const struct plan_mail *mail =
		    &g_array_index(mails, struct plan_mail, from + count);

		bytes += mail->size_bytes;
		if (!is_small(mail) || mail->size_bytes > limit_raw_bytes ||
		    (count > 0 && bytes > LIMIT_FETCH_BATCH_BYTES))
			break;
	}
	*ret_count = count;
	return PLAN_BATCH;
}
