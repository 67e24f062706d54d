/*
 * report: delivery status notifications (RFC 3464, RFC 6533) and the common mails that say the
 * same in words (Exim, qmail, Exchange), feedback reports (RFC 5965). M12.
 */
#ifndef TURNO_PARSE_REPORT_H
#define TURNO_PARSE_REPORT_H

struct evidence;
struct header;
struct mime_tree;

/*
 * Fills the bounce fields of evidence, and tokens_message from the returned mail when it
 * carries our Message-ID. header: of the mail; body_text of evidence must be set. Nothing
 * happens to a mail that is no report.
 */
void report_read(struct evidence *evidence, const struct header *header,
    const struct mime_tree *tree, const char *bytes);

#endif
