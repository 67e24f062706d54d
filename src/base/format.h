/* format: times and sizes as people of a language write them, the same on pages and in mail. */
#ifndef TURNO_BASE_FORMAT_H
#define TURNO_BASE_FORMAT_H

#include <stdbool.h>
#include <stdint.h>

/* An RFC 3339 time as "22/11/2026 10:42" (Italian) or "22 Nov 2026, 10:42" (English), in the
 * zone ("Europe/Rome"; NULL, "" or unknown: that of the machine); "" when it is none. Caller
 * frees. */
char *format_date_time(const char *rfc3339, const char *zone, bool is_italian);

/* The same without the hour; a date alone ("2026-11-22") is that day in every zone. */
char *format_day(const char *rfc3339, const char *zone, bool is_italian);

/* "12.345" or "2,5" (Italian), "12,345" or "2.5" (English); of a fraction one digit. Caller
 * frees. */
char *format_number(double number, bool is_italian);

/* "88 KB", "3,1 MB" (Italian) or "3.1 MB" (English), rounded up; 1 KB is 1000 bytes, as shops
 * and file managers count. Negative counts as 0. Caller frees. */
char *format_size(int64_t size_bytes, bool is_italian);

#endif
