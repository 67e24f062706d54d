/*
 * iso2022jp: Japanese mail as it is sent (RFC 1468 and what Windows made of it, CP50220).
 * iconv's converter refuses the rows that vendors added; EUC-JP-MS has them all.
 */
#ifndef TURNO_PARSE_ISO2022JP_H
#define TURNO_PARSE_ISO2022JP_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* True when bytes hold the escape sequence that begins kanji. */
bool iso2022jp_is_met(const char *bytes, size_t size_bytes);

/* The same text in EUC-JP-MS. Escape sequences of no listed set stay. Caller frees. */
GString *iso2022jp_to_euc(const char *bytes, size_t size_bytes);

#endif
