/*
 * range: which part of a document a browser wants (RFC 9110 §14). One range of bytes is
 * honoured; several at once, other units and what is malformed are ignored, as §14.2 allows.
 */
#ifndef TURNO_WEB_RANGE_H
#define TURNO_WEB_RANGE_H

#include <stdint.h>

enum range_kind {
	RANGE_WHOLE,         /* none was asked for, or it is ignored: 200 */
	RANGE_PART,          /* 206 */
	RANGE_UNSATISFIABLE, /* 416 */
};

/*
 * range and if_range: the fields, "" when absent. etag: of the document now, with its quotes;
 * strong. size_bytes: of the document. RANGE_PART: *ret_first and *ret_last (inclusive) lie in
 * the document; else they are all of it, first 0, and last 0 for an empty one.
 */
enum range_kind range_find(const char *range, const char *if_range, const char *etag,
    uint64_t size_bytes, uint64_t *ret_first, uint64_t *ret_last);

#endif
