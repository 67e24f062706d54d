/* text: small questions about strings that more than one room asks. Strings are UTF-8 unless
 * stated. */
#ifndef TURNO_BASE_TEXT_H
#define TURNO_BASE_TEXT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * A valid copy of bytes (size_bytes long, any content): invalid sequences and NUL become
 * U+FFFD, control characters other than \t and \n vanish, \r\n and \r become \n, the rest is
 * put in Unicode NFC. In a run of more than 30 combining marks U+034F stands after each 30
 * (UAX #15 §13), so that the cost is linear. Caller frees.
 */
char *text_clean(const char *bytes, size_t size_bytes);

/* The same on one line: white space of any kind becomes one blank, ends are trimmed. Caller
 * frees. */
char *text_clean_line(const char *bytes, size_t size_bytes);

/* The same letters in lower case, as g_utf8_strdown() makes them where no language is set, in a
 * fraction of its time. Text: valid UTF-8, size_bytes long or, when negative, NUL-terminated.
 * Caller frees. */
char *text_lower(const char *text, gssize size_bytes);

/* Does text begin with one of words, a list that ends with NULL? Byte by byte. */
bool text_starts_with_any(const char *text, const char *const *words);

/* name, which came from a mail or a browser, as a file name for people: one line, without
 * letters that change how it reads (right-to-left marks), with _ for separators; at most 200
 * bytes, may be empty. Caller frees. */
char *text_file_name(const char *name);

/* Cuts text in place to at most limit_bytes, never inside a character. */
void text_truncate(char *text, size_t limit_bytes);

/*
 * True when text may travel in an IMAP or SMTP command line or in a header field: no byte below
 * 0x20, no 0x7f. Tabs are refused too. (RFC 5321 §4.1.2, RFC 9051 §4.3)
 */
bool text_is_line_safe(const char *text);

/* True for an address that may stand between the angle brackets of MAIL and RCPT: one @, line
 * safe, no blanks, no < >, at most LIMIT_ADDRESS_BYTES. UTF-8 is allowed (RFC 6531). */
bool text_is_mail_address(const char *address);

/* Lower-case hexadecimal of bytes. Caller frees. */
char *text_hex(const void *bytes, size_t size_bytes);

/* The reverse of text_hex(): fills size_bytes bytes; false unless hex is exactly twice as many
 * hex digits. */
bool text_unhex(const char *hex, void *ret_bytes, size_t size_bytes);

#endif
