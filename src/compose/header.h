/*
 * header: the values of header fields that hold people's words (RFC 2047). GMime's own encoder
 * leaves what looks like an encoded word as it is and may lose a blank beside one; here what is
 * not plain is encoded in one run, blanks included.
 */
#ifndef TURNO_COMPOSE_HEADER_H
#define TURNO_COMPOSE_HEADER_H

#include <glib.h>

/*
 * text (UTF-8, made one line by text_clean_line()) as the value of an unstructured field called
 * name, folded by "\n " so that lines stay within 76 bytes where the words allow and within 998
 * always. Plain words before and after the encoded run stay readable. Caller frees.
 *
 * Source: RFC 2047 §2, §5 (1); RFC 5322 §2.2.3.
 */
char *header_encode_text(const char *name, const char *text);

/*
 * A mailbox as the value of an address field called name: display (UTF-8, one line, may be
 * "") as a quoted string or as encoded words, and address, which is in ASCII already and has
 * passed text_is_mail_address(). Folded likewise. Caller frees.
 *
 * Source: RFC 2047 §5 (3); RFC 5322 §3.4.
 */
char *header_encode_mailbox(const char *name, const char *display, const char *address);

#endif
