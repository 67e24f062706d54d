/* The pieces that read a delivery report (M12), each as a table: what goes in, what comes out.
 */
#include "config.h"

#include <string.h>

#include "base/limit.h"
#include "parse/parse.h"
#include "parse/report_amazon.h"
#include "parse/report_dsn.h"
#include "parse/report_returned.h"
#include "parse/report_state.h"
#include "parse/report_status.h"

/* What a line tells: in order of trust a status, a reply code, a reason in words. */
static void
test_report_status_m12(void)
{
	static const struct {
		const char *text;
		bool is_delayed;
		const char *status;
	} table[] = {
	    {"550 5.1.1 no such user", false, "5.1.1"},
	    {"(5.7.26) x", false, "5.7.26"},
	    {"see 5.1.1.", false, "5.1.1"},
	    {"452 4.2.2", false, "4.2.2"},
	    {"[5.1.1.9] x", false, NULL},
	    {"v5.1.1 4.4.7/x 5.1.1a -5.1.1 /4.4.1", false, NULL},
	    {"5.12.1 5.1.1000 5.1 5. 5.1.", false, NULL},
	    {"2.1.5 delivered", false, NULL},
	    {"550", false, "5.0.0"},
	    {"<421>", false, "4.0.0"},
	    {"code=554, sorry", false, "5.0.0"},
	    {"552 casella piena", false, "5.2.2"},
	    {"452 mailbox full", false, "4.2.2"},
	    {"mailbox full", false, "5.2.2"},
	    {"mailbox full", true, "4.2.2"},
	    {"[192.0.2.1]:587 x550 5500 550x 512.5 10:455", false, NULL},
	    {"561 541 600 450", true, "4.0.0"},
	    {"", false, NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		const char *text = table[i].text;
		g_autofree char *status =
		    report_status_derive(text, strlen(text), table[i].is_delayed);

		g_assert_cmpstr(status, ==, table[i].status);
	}
	g_autofree char *field = report_status_of_field(" 2.1.5 (fine)");
	g_autofree char *none = report_status_of_field("fine");
	g_assert_cmpstr(field, ==, "2.1.5");
	g_assert_null(none);
}

static void
test_report_recipients_m12(void)
{
	static const char fields[] = "Reporting-MTA: dns; x\n\n"
				     "Final-Recipient: rfc822; a@b.example\nAction: failed\n\n"
				     "no field at all\n"
				     "Final-Recipient: rfc822; A@B.EXAMPLE\nStatus: 5.1.1\n\n"
				     "Final-Recipient: rfc822; c@d.example\nStatus: 2.0.0\n\n"
				     "Final-Recipient: utf-8; \\x{41}\\x{110000}x@d.example\n"
				     "Action: deferred\nDiagnostic-Code: smtp; 5.0.0\n";
	g_autoptr(Report) report = report_new();

	report_dsn_read(report, fields, strlen(fields));
	g_assert_true(report->has_failed && report->has_delayed && report->has_delivered);
	g_assert_cmpuint(report->recipients->len, ==, 2);
	const struct report_recipient *first = report->recipients->pdata[0];
	const struct report_recipient *second = report->recipients->pdata[1];
	g_assert_cmpstr(first->address, ==, "a@b.example");
	g_assert_cmpstr(first->status, ==, "5.1.1");
	g_assert_cmpint(second->action, ==, REPORT_DELAYED);
	g_assert_cmpstr(second->address, ==, "A\\x{110000}x@d.example");
	for (unsigned i = 0; i < 2 * LIMIT_ADDRESSES; i++) {
		g_autofree char *address = g_strdup_printf("u%u@b.example", i);
		(void)report_name(report, address, REPORT_FAILED);
	}
	g_assert_cmpuint(report->recipients->len, ==, LIMIT_ADDRESSES);
	g_assert_null(report_add(report, "late@b.example", REPORT_FAILED));
	g_assert_false(report_dsn_read_text(report, "no fields\n"));
}

/* Where the mail system stops to speak. */
static void
test_report_returned_m12(void)
{
	static const struct {
		const char *text, *end, *header;
	} table[] = {
	    {"a\n\nOriginal message follows.\n\nTo: x\nFrom: y\nSubject: z\n", "Original",
		"To: x"},
	    {"a\nReceived: from x\n by y\nTo: z\n", "Received", "Received"},
	    {"a\nTo: x\n y\nFrom: y\nX-A: z\n", "To: x", "To: x"},
	    {"a\nTo: x\nFrom: y\nword\n", "", NULL},
	    {"a\n  To: x\n  From: y\n  Subject: z\n", "", NULL},
	    {"Original message follows.\na\n", "", NULL},
	    {"a\n--- Messaggio originale ---\nb\n", "--- Mess", NULL},
	    {"", "", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		const char *header = NULL;
		const char *end = report_returned_find(table[i].text, &header);

		if (table[i].end[0] == '\0')
			g_assert_cmpstr(end, ==, "");
		else
			g_assert_true(g_str_has_prefix(end, table[i].end));
		g_assert_true((header == NULL) == (table[i].header == NULL));
		if (header != NULL)
			g_assert_true(g_str_has_prefix(header, table[i].header));
	}
}

static void
test_report_amazon_m12(void)
{
	static const char bounce[] =
	    "{\"Message\":\"{\\\"notificationType\\\":\\\"Bounce\\\",\\\"bounceType\\\":"
	    "\\\"Transient\\\",\\\"bouncedRecipients\\\":[{\\\"emailAddress\\\":\\\"a@b.example"
	    "\\\",\\\"status\\\":\\\"5.1.1\\\"},{\\\"emailAddress\\\":\\\"c@d.example\\\"}],"
	    "\\\"commonHeaders\\\":{\\\"messageId\\\":\\\"<1@desk.example>\\\"}}\"}";
	static const char *const others[] = {"", "text", "{\"notificationType\": 1}",
	    "{\"notificationType\":\"Delivery\"}", "{\"notificationType\":\"Bounce"};
	g_autoptr(Report) report = report_new();
	bool is_complaint = true;

	g_assert_true(report_amazon_read(report, bounce, &is_complaint));
	g_assert_false(is_complaint);
	g_assert_cmpuint(report->recipients->len, ==, 2);
	const struct report_recipient *first = report->recipients->pdata[0];
	const struct report_recipient *second = report->recipients->pdata[1];
	g_assert_cmpstr(first->address, ==, "a@b.example");
	g_assert_cmpstr(first->status, ==, "5.1.1");
	g_assert_cmpstr(second->status, ==, "4.0.0");
	g_assert_cmpstr(report->original_message_id, ==, "1@desk.example");
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		g_assert_false(report_amazon_read(report, others[i], &is_complaint));
	g_assert_true(
	    report_amazon_read(report, "{\"notificationType\":\"Complaint\"}", &is_complaint));
	g_assert_true(is_complaint);
}

/* Members that are not there, not strings, or not of one line. */
static void
test_report_amazon_odd_m12(void)
{
	g_autofree char *longest = g_strnfill(2000, 'x');
	g_autofree char *text =
	    g_strdup_printf(" {\"notificationType\": \"Bounce\","
			    "\"bouncedRecipients\":[{\"emailAddress\":1},"
			    "{\"emailAddress\":\"%s\"},"
			    "{\"emailAddress\":\"a@b.example\","
			    "\"status\":\"5.2.2\"},"
			    "{\"emailAddress\":\"A@b.example\"}],"
			    "\"commonHeaders\":{\"messageId\":\"<1\n@x>\"}}",
		longest);
	g_autoptr(Report) report = report_new();
	bool is_complaint = true;

	g_assert_true(report_amazon_read(report, text, &is_complaint));
	g_assert_false(is_complaint);
	g_assert_cmpuint(report->recipients->len, ==, 3);
	const struct report_recipient *nameless = report->recipients->pdata[0];
	const struct report_recipient *last = report->recipients->pdata[2];
	g_assert_cmpstr(nameless->address, ==, "");
	g_assert_cmpstr(nameless->status, ==, "5.0.0");
	g_assert_cmpstr(last->status, ==, "5.2.2");
	g_assert_cmpstr(report->original_message_id, ==, "");
	g_autoptr(Report) other = report_new();
	g_assert_true(report_amazon_read(
	    other, "{\"notificationType\":\"Bounce\",\"bouncedRecipients\":[", &is_complaint));
	g_assert_cmpuint(other->recipients->len, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	parse_init();
	g_test_add_func("/parse/report_status-M12", test_report_status_m12);
	g_test_add_func("/parse/report_recipients-M12", test_report_recipients_m12);
	g_test_add_func("/parse/report_returned-M12", test_report_returned_m12);
	g_test_add_func("/parse/report_amazon-M12", test_report_amazon_m12);
	g_test_add_func("/parse/report_amazon_odd-M12", test_report_amazon_odd_m12);
	return g_test_run();
}
