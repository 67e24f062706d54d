/*
 * forward: a mail that was forwarded with this one, attached (message/rfc822) or in the text
 * (M10): who wrote it, to whom, when, what; and what the forwarder wrote above. A proposal for
 * an operator: everything here can be made up by whoever sent the mail.
 */
#ifndef TURNO_PARSE_FORWARD_H
#define TURNO_PARSE_FORWARD_H

struct evidence;
struct mime_tree;

/*
 * Fills evidence->forward from body_text and the parts of bytes; header fields, texts and the
 * kind of report must be in evidence already. A mail with its header that an answer quotes is
 * described as well, with is_forwarded false. What decides, the strongest first:
 *
 *  - a report or an answering machine forwards nothing;
 *  - a mark of forwarding above a header, unless an answer's quote holds it;
 *  - the prefix of the subject: "I:", "FW:" forward, "R:", "Re:" answer;
 *  - without a prefix, a whole header as Outlook writes it (sender with address, date,
 *    recipients, subject) at the very start of the text;
 *  - one attached mail, unless the subject or In-Reply-To says that this is an answer.
 */
void forward_read(struct evidence *evidence, const struct mime_tree *tree, const char *bytes);

#endif
