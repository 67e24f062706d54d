/*
 * report_text: mails that tell in words what a delivery status notification tells in fields:
 * Exim, qmail, old Exchange and what else has no message/delivery-status. M12.
 */
#ifndef TURNO_PARSE_REPORT_TEXT_H
#define TURNO_PARSE_REPORT_TEXT_H

#include <stdbool.h>

struct evidence;
struct header;

/*
 * Looks for failed recipients, a status and the returned header in evidence->body_text when the
 * mail comes from a mail system (null return path, MAILER-DAEMON, X-Failed-Recipients) and says
 * that delivery failed. Sets is_bounce or is_delayed, unless is_report says that the fields
 * have told already; what they left open is filled in even then.
 */
void report_text_read(struct evidence *evidence, const struct header *header, bool is_report);

#endif
