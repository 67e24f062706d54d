/*
 * rtf: readable text of Rich Text, as Outlook puts it into winmail.dat: compressed
 * (MS-OXRTFCP), and often made from HTML, which can be taken out of it again (MS-OXRTFEX).
 */
#ifndef TURNO_PARSE_RTF_H
#define TURNO_PARSE_RTF_H

#include <stdbool.h>
#include <stddef.h>

/* The Rich Text of compressed bytes, at most limit_bytes of it, what could be read of it when
 * it is damaged; NULL when it is none. NUL follows. Caller frees. */
char *rtf_decompress(
    const char *bytes, size_t size_bytes, size_t limit_bytes, size_t *ret_size);

/* UTF-8: text, or the HTML it was made from when *ret_is_html is set. One pass, no recursion.
 * Caller frees. */
char *rtf_to_text(const char *rtf, size_t size_bytes, bool *ret_is_html);

#endif
