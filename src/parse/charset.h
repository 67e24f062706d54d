/*
 * charset: bytes of any declared or undeclared character set become UTF-8. Only charsets of a
 * fixed list are ever given to iconv(3): glibc's converters outside it have killed processes
 * (ISO-2022-CN-EXT), and a charset that was not loaded before the sandbox cannot be loaded in
 * it.
 */
#ifndef TURNO_PARSE_CHARSET_H
#define TURNO_PARSE_CHARSET_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Opens every listed charset, so that none needs a file afterwards. Call before the sandbox
 * closes; without it charsets are opened when first met. */
void charset_preload(void);

/*
 * The name iconv knows for a declared charset name (any case, quotes, aliases such as
 * "x-sjis"), or NULL when it is not on the list. latin1 and us-ascii give WINDOWS-1252: that is
 * what senders mean (WHATWG Encoding, "labels"). Static string.
 */
const char *charset_find(const char *name, size_t name_size);

/*
 * Text of bytes: the declared charset if listed, else UTF-8, else what uchardet guesses, else
 * windows-1252. NUL becomes a blank. declared may be NULL. *ret_repaired, which may be NULL, is
 * set true when the declaration was wrong or bytes were lost, and is otherwise left alone.
 * Valid UTF-8, always; caller frees.
 */
char *charset_decode(
    const char *bytes, size_t size_bytes, const char *declared, bool *ret_repaired);

#endif
