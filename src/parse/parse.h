/*
 * parse: one mail in, its evidence out. Pure: no clock, no files, no network, no database, so
 * that the reader can do it with every door closed. This file only knows the order; each idea
 * has a file of its own.
 */
#ifndef TURNO_PARSE_PARSE_H
#define TURNO_PARSE_PARSE_H

#include <stdbool.h>
#include <stddef.h>

struct evidence;

/* Loads everything that later needs a file: GMime, charsets. Once per process, before the
 * sandbox closes. */
void parse_init(void);

/*
 * Reads any bytes as a mail; there is no mail it refuses. with_md5 adds the MD5 of attachments
 * (for comparison with other programs, never for trust). Caller frees with evidence_free().
 */
struct evidence *parse_mail(const char *bytes, size_t size_bytes, bool with_md5);

/* The same for who has a writable copy of bytes already (a private mapping of them costs next
 * to nothing): scratch is spoilt, and stays the caller's. */
struct evidence *parse_mail_with(
    const char *bytes, char *scratch, size_t size_bytes, bool with_md5);

#endif
