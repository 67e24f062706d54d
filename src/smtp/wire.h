/* wire: a message and its addresses as they travel. Pure. */
#ifndef TURNO_SMTP_WIRE_H
#define TURNO_SMTP_WIRE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * The message as it follows 354: every CR, LF or CRLF becomes CRLF, a dot that begins a line is
 * doubled, the last line is ended; without the final dot. So no byte of a message can be taken
 * for the end of it ("SMTP smuggling").
 * bytes: any content. Caller frees with g_string_free().
 * Source: RFC 5321 §2.3.8, §4.5.2
 */
GString *smtp_wire_format(const char *bytes, size_t size_bytes);

/* True when a byte above 127 stands in the message. */
bool smtp_wire_is_8bit(const char *bytes, size_t size_bytes);

/* True when one stands in the header, so that the message needs SMTPUTF8 (RFC 6532). */
bool smtp_wire_is_utf8_header(const char *bytes, size_t size_bytes);

/*
 * The address for a server without SMTPUTF8: the domain as A-labels, the local part unchanged.
 * address: fulfils text_is_mail_address(). Caller frees.
 * NULL when that is not possible (local part beyond ASCII, or no valid domain).
 * Source: RFC 5891, RFC 6531 §3.2
 */
char *smtp_address_to_ascii(const char *address);

/* text as xtext: bytes outside "!".."~" and "+" and "=" become +HH. Caller frees.
 * Source: RFC 3461 §4 */
char *smtp_xtext(const char *text);

#endif
