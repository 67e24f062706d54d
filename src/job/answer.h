/*
 * answer: what a reader has said over its socket so far, looked at by its parent before any of
 * it is used. Pure: bytes in, a verdict out.
 */
#ifndef TURNO_JOB_ANSWER_H
#define TURNO_JOB_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

enum answer_kind {
	ANSWER_MORE,     /* a beginning that may still become an answer */
	ANSWER_HELLO,    /* the reader is in its sandbox and waits for mail */
	ANSWER_EVIDENCE, /* one whole answer; its JSON is not looked at here */
	ANSWER_NONSENSE, /* nothing that a reader of ours says at this point */
};

struct answer {
	enum answer_kind kind;
	const char *json; /* ANSWER_EVIDENCE: borrowed from bytes, not ended by NUL */
	size_t json_size; /* at most LIMIT_EVIDENCE_BYTES */
	bool recycle;     /* it asks to be replaced */
};

/*
 * Judges bytes, all that came since the last whole answer. is_ready: the reader has said its
 * hello. has_mail: a mail was handed to it and not yet answered. An answer ends exactly where
 * bytes end: a reader speaks only when it was asked.
 */
struct answer answer_parse(const void *bytes, size_t size_bytes, bool is_ready, bool has_mail);

#endif
