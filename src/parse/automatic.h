/* automatic: was the mail written by a person? (RFC 3834, M11) */
#ifndef TURNO_PARSE_AUTOMATIC_H
#define TURNO_PARSE_AUTOMATIC_H

#include "mail/evidence.h"

struct header;

/*
 * The class by the header alone. An absence subject without any other sign is weak evidence:
 * it counts as a response only when In-Reply-To or References show that it answers something.
 * subject: decoded.
 */
enum evidence_automatic automatic_judge(const struct header *header, const char *subject);

#endif
