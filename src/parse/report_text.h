/*
 * report_text: mails that tell in words what a delivery status notification tells in fields:
 * qmail, Exim, sendmail and Postfix of all ages, Exchange, Notes, GroupWise, the big providers.
 * The own words of the mail system end where the returned mail begins; in them a line with an
 * address at its head or behind a label names a recipient, and what follows is the reason. M12.
 */
#ifndef TURNO_PARSE_REPORT_TEXT_H
#define TURNO_PARSE_REPORT_TEXT_H

#include <stdbool.h>

struct evidence;
struct header;
struct report;

/* What the words say as a whole. */
struct report_words_said {
	bool says_failure, says_delay;
	bool has_named; /* a recipient is named by its place in the text */
	bool has_code;  /* a status or a reply code stands there */
};

/*
 * Reads evidence->body_text: recipients with their status are added to report unless it has
 * some already; a status that is missing there is looked for. The header of the returned mail
 * is read when it stands in the text. report->returned_from and _to tell who did not fail.
 * Costs at most a bounded number of passes over the first 64 KiB.
 */
struct report_words_said report_text_read(
    struct report *report, const struct evidence *evidence, const struct header *header);

#endif
