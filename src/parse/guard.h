/*
 * guard: what GMime gets to see. GMime finds the structure; it never gets a byte that could
 * make it convert a charset (an unlisted one aborts the process), parse an address list (nested
 * groups overflow its stack) or descend into an attached mail. The copy is as long as the mail,
 * so every offset found in it holds in the mail, and everything else is read from the mail.
 */
#ifndef TURNO_PARSE_GUARD_H
#define TURNO_PARSE_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A copy of bytes in which
 * - fields other than Content-* and MIME-Version that GMime interprets have another name,
 * - Content-* fields hold no encoded words (RFC 2047) and no extended parameters (RFC 2231),
 * and one beyond LIMIT_HEADER_FIELD_BYTES has another name,
 * - an attached message/rfc822 is an opaque part.
 * *ret_size_bytes: how much of it may be parsed; less than size_bytes (and *ret_is_cut true)
 * when there are more boundary lines than LIMIT_PARTS can need. Caller frees.
 */
char *guard_copy(
    const char *bytes, size_t size_bytes, size_t *ret_size_bytes, bool *ret_is_cut);

#endif
