/*
 * report: what a mail about a mail says (M12): delivery status notifications (RFC 3464, RFC
 * 6522, RFC 6533) and the mails that say the same in words, disposition notifications (RFC
 * 8098), feedback reports (RFC 5965).
 */
#ifndef TURNO_PARSE_REPORT_H
#define TURNO_PARSE_REPORT_H

struct evidence;
struct header;
struct mime_tree;

/*
 * Fills the fields of evidence about bounces, dispositions and complaints, and tokens_message
 * when the mail that they are about carries our Message-ID. header: of the mail. evidence must
 * hold its people, subject, ids, class of automatic and body_text. Nothing happens to a mail
 * that is no report.
 */
void report_read(struct evidence *evidence, const struct header *header,
    const struct mime_tree *tree, const char *bytes);

#endif
