/* floor: the least that reading a mail costs, whoever does it: GMime parses it, every inline
 * text becomes UTF-8, every attachment is decoded and hashed. */
#ifndef TURNO_TESTS_BENCH_FLOOR_H
#define TURNO_TESTS_BENCH_FLOOR_H

#include <glib.h>
#include <stddef.h>

/* What was found, so that two readers of one mail can be compared. */
struct floor_count {
	guint64 text_bytes, attachments, attachment_bytes;
};

/* Reads one mail and adds what it held. GMime must have been initialised. */
void floor_read(const char *bytes, size_t size_bytes, struct floor_count *count);

#endif
