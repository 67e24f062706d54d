/* Reports: any bytes as the text of a mail system's mail, as fields of a notification and as a
 * mail of their own; what is found must fit together. */
#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "mail/evidence.h"
#include "parse/charset.h"
#include "parse/parse.h"
#include "parse/report_dsn.h"
#include "parse/report_returned.h"
#include "parse/report_state.h"
#include "parse/report_status.h"

static const char text_head[] = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\n"
				"To: office@desk.example\nSubject: failure notice\n\n";
static const char report_head[] =
    "From: MAILER-DAEMON@mx.example\nTo: office@desk.example\nSubject: x\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
    "--b\n\nNotice.\n--b\nContent-Type: message/delivery-status\n\n";

static void
check_status(const char *status)
{
	g_autofree char *again = report_status_of_field(status);

	if (g_strcmp0(again, status) != 0)
		fuzz_fail("no status: %s", status);
}

static void
check_mail(const char *head, const uint8_t *data, size_t size)
{
	g_autoptr(GString) mail = g_string_new(head);

	g_string_append_len(mail, (const char *)data, (gssize)size);
	g_autoptr(Evidence) evidence = parse_mail(mail->str, mail->len, false);
	const GPtrArray *addresses = evidence->bounced_recipients;

	if (evidence->is_delayed && !evidence->is_bounce)
		fuzz_fail("delayed, but no bounce");
	if (evidence->is_bounce &&
	    (evidence->is_delivery_success || evidence->is_feedback_report))
		fuzz_fail("two reports in one");
	if (!evidence->is_bounce && (addresses->len > 0 || evidence->bounce_permanent != -1))
		fuzz_fail("no bounce, but recipients");
	if (evidence->is_bounce && evidence->automatic == EVIDENCE_AUTOMATIC_NO)
		fuzz_fail("a person's bounce");
	for (guint i = 0; i < addresses->len; i++)
		if (!text_is_mail_address(addresses->pdata[i]))
			fuzz_fail("no address: %s", (char *)addresses->pdata[i]);
	for (guint i = 0; i < evidence->bounce_status->len; i++)
		check_status(evidence->bounce_status->pdata[i]);
}

static void
check_pieces(const uint8_t *data, size_t size)
{
	g_autofree char *text = charset_decode((const char *)data, size, NULL, NULL);
	g_autoptr(Report) report = report_new();
	const char *header = NULL;
	const char *end = report_returned_find(text, &header);
	g_autofree char *status = report_status_derive(text, strlen(text), size % 2 == 0);

	if (end < text || end > text + strlen(text))
		fuzz_fail("the returned mail is outside");
	if (header != NULL && (header < end || header > text + strlen(text)))
		fuzz_fail("its header is outside");
	if (status != NULL)
		check_status(status);
	report_dsn_read(report, (const char *)data, size);
	(void)report_dsn_read_text(report, text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_ready;

	if (!is_ready)
		parse_init();
	is_ready = true;
	check_mail("", data, size);
	check_mail(text_head, data, size);
	check_mail(report_head, data, size);
	check_pieces(data, size);
	return 0;
}
