/*
 * What a reader says, as its parent decodes it: frame, JSON, evidence. The reader may be under
 * the mail's control, so any bytes may come, and whatever is accepted keeps its bounds.
 *
 * The input's first byte is the parent's state (READY, WITH_MAIL) and EDIT. With EDIT the rest
 * changes a true answer: triples of where (two bytes), how many bytes go, how many come, and
 * these; so the target follows the evidence when that changes. Without, the rest is the answer.
 */
#include "config.h"

#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "fuzz.h"
#include "job/answer.h"
#include "job/reader.h"
#include "mail/evidence.h"
#include "mail/evidence_check.h"
#include "mail/json_text.h"
#include "parse/parse.h"

#define READY 1u
#define WITH_MAIL 2u
#define EDIT 4u

static const char mail[] =
    "From: Anna <anna@example.org>, b@example.org\r\nTo: "
    "desk+c.1.2.1.abcdefghijklmnop@x.org\r\n"
    "Subject: [#1.1.abcdefghijklmnop] perch\xc3\xa9\r\nMessage-ID: <a@b>\r\n"
    "References: <c@d> <e@f>\r\nDate: Thu, 1 Jan 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
    "--x\r\n\r\nciao\r\n\r\n> prima\r\n--x\r\nContent-Type: application/pdf; name=a.pdf\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x--\r\n";
#define MAIL_BYTES (sizeof mail - 1)

/* A true answer, made once. */
static const GByteArray *
true_answer(void)
{
	static GByteArray *bytes;

	if (bytes != NULL)
		return bytes;
	parse_init();
	g_autoptr(Evidence) evidence = parse_mail(mail, MAIL_BYTES, true);
	size_t size = 0;
	g_autofree char *json = evidence_to_json(evidence, &size);
	const struct reader_answer head = {READER_MAGIC, 0, size};
	bytes = g_byte_array_new();
	g_byte_array_append(bytes, (const guint8 *)&head, sizeof head);
	g_byte_array_append(bytes, (const guint8 *)json, (guint)size);
	return bytes;
}

static void
insert(GByteArray *bytes, guint at, const uint8_t *data, guint size)
{
	guint old = bytes->len;

	g_byte_array_set_size(bytes, old + size);
	memmove(bytes->data + at + size, bytes->data + at, old - at);
	memcpy(bytes->data + at, data, size);
}

/* The changed answer, its length put right. Caller frees. */
static GByteArray *
edit(const uint8_t *data, size_t size)
{
	const GByteArray *from = true_answer();
	GByteArray *bytes = g_byte_array_sized_new(from->len + (guint)size);
	struct reader_answer head;

	g_byte_array_append(bytes, from->data, from->len);
	while (size >= 4) {
		guint room = bytes->len - (guint)sizeof head;
		guint at = (guint)sizeof head +
			   (room > 0 ? (guint)(data[0] << 8 | data[1]) % room : 0);
		guint gone = MIN(data[2], bytes->len - at);
		guint come = (guint)MIN(data[3], size - 4);

		g_byte_array_remove_range(bytes, at, gone);
		insert(bytes, at, data + 4, come);
		data += 4 + come;
		size -= 4 + come;
	}
	memcpy(&head, bytes->data, sizeof head);
	head.size = bytes->len - sizeof head;
	memcpy(bytes->data, &head, sizeof head);
	return bytes;
}

static void
check_attachments(const json_t *evidence, const char *key)
{
	const json_t *attachments = json_object_get(evidence, key);

	for (size_t i = 0; i < json_array_size(attachments); i++) {
		const json_t *one = json_array_get(attachments, i);
		json_int_t offset = json_integer_value(json_object_get(one, "offset"));
		json_int_t length = json_integer_value(json_object_get(one, "length"));

		if (offset < 0 || length < 0 || offset + length > (json_int_t)MAIL_BYTES)
			fuzz_fail("an attachment outside of the mail");
	}
}

/* 1 accepted, 0 refused. */
static int
check_evidence(const struct answer *answer)
{
	g_autoptr(GError) error = NULL;

	if (answer->json_size > LIMIT_EVIDENCE_BYTES)
		fuzz_fail("%zu bytes of evidence", answer->json_size);
	if (!evidence_check(answer->json, answer->json_size, MAIL_BYTES, &error)) {
		fuzz_check_error(error, NULL);
		return 0;
	}
	json_t *root = json_text_read(answer->json, answer->json_size);
	json_t *theirs =
	    json_loadb(answer->json, answer->json_size, JSON_REJECT_DUPLICATES, NULL);
	if (root == NULL || theirs == NULL || !json_equal(root, theirs))
		fuzz_fail("accepted, but not what jansson reads");
	json_decref(theirs);
	check_attachments(root, "attachments");
	check_attachments(root, "html");
	json_decref(root);
	return 1;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return -1;
	bool is_edit = (data[0] & EDIT) != 0;
	g_autoptr(GByteArray) edited = is_edit ? edit(data + 1, size - 1) : NULL;
	const uint8_t *bytes = is_edit ? edited->data : data + 1;
	size_t length = is_edit ? edited->len : size - 1;
	const struct answer answer =
	    answer_parse(bytes, length, (data[0] & READY) != 0, (data[0] & WITH_MAIL) != 0);
	int accepted = answer.kind == ANSWER_EVIDENCE ? check_evidence(&answer) : 0;

	if (answer.kind == ANSWER_HELLO && (data[0] & READY) != 0)
		fuzz_fail("a second hello");
	if (is_edit && size == 1 && data[0] == (READY | WITH_MAIL | EDIT) && accepted != 1)
		fuzz_fail("a true answer is refused");
	return 0;
}
