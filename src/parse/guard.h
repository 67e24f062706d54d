/*
 * guard: what GMime gets to see. GMime finds the structure; it never gets a byte that could
 * make it convert a charset (an unlisted one aborts the process), parse an address list (nested
 * groups overflow its stack) or descend into an attached mail. It works on a copy as long as
 * the mail, so every offset found in it holds in the mail, and everything else is read from the
 * mail.
 */
#ifndef TURNO_PARSE_GUARD_H
#define TURNO_PARSE_GUARD_H

#include <stddef.h>

/*
 * Changes copy, byte by byte and no more than it must (a private mapping costs only the pages
 * that change), so that in it
 * - fields other than Content-* and MIME-Version that GMime interprets have another name,
 * - Content-* fields hold no encoded words (RFC 2047) and no extended parameters (RFC 2231),
 * and one beyond LIMIT_HEADER_FIELD_BYTES has another name,
 * - an attached message/rfc822 is an opaque part,
 * - a header that ends with a line of blanks ends with an empty one.
 * Returns how much of it may be parsed; less than size_bytes when there are more boundary lines
 * than LIMIT_PARTS can need.
 */
size_t guard_apply(char *copy, size_t size_bytes);

#endif
