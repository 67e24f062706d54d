/* automatic: was the mail written by a person? (RFC 3834, M11) */
#ifndef TURNO_PARSE_AUTOMATIC_H
#define TURNO_PARSE_AUTOMATIC_H

#include "mail/evidence.h"

struct header;

/*
 * The class by the header alone; what the parts say comes later (report.h). subject: decoded.
 *
 * Auto-Submitted: no is the sender's own word and ends the matter (RFC 3834 §5). Marks of
 * answering machines make a response. An absence subject is weak evidence: one that machines
 * make ("Automatic reply: …") counts when the mail answers something, any when the null return
 * path or X-Auto-Response-Suppress stands by it, neither of which proves anything alone on a
 * person's mail from Exchange. List fields make a list unless a program signs the mail itself.
 */
enum evidence_automatic automatic_judge(const struct header *header, const char *subject);

#endif
