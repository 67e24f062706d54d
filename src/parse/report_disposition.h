/* report_disposition: what became of a mail on the reader's side (RFC 8098, M12). */
#ifndef TURNO_PARSE_REPORT_DISPOSITION_H
#define TURNO_PARSE_REPORT_DISPOSITION_H

struct evidence;
struct mime_part;

/*
 * Reads a part message/disposition-notification into evidence->mdn and
 * mdn_original_message_id, adds its token to tokens_message. Nobody wrote such a mail: its
 * class is a response at least.
 */
void report_disposition_read(
    struct evidence *evidence, const struct mime_part *part, const char *bytes);

#endif
