/* plan: in which portions a fetch asks for bodies. Pure, so that the bounds can be tested. */
#ifndef TURNO_JOB_PLAN_H
#define TURNO_JOB_PLAN_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* A mail to be fetched: what the server announced, which is not to be believed. */
struct plan_mail {
	uint32_t uid;
	int64_t size_bytes; /* 0 unknown */
	int64_t received_unix;
};

enum plan_kind {
	PLAN_BATCH,  /* the next ret_count mails in one command, held in memory */
	PLAN_STREAM, /* one mail, streamed through a file */
	PLAN_HEADER, /* one mail above the raw limit: its header only (M5) */
};

/*
 * What to do with mails (struct plan_mail) from index `from` on, which must exist; *ret_count
 * mails are covered, at least 1. A batch has at most LIMIT_FETCH_BATCH_MAILS mails and
 * LIMIT_FETCH_BATCH_BYTES announced bytes; one_by_one: at most one mail. A mail above
 * LIMIT_FETCH_SMALL_BYTES or of unknown size is streamed, one above limit_raw_bytes not kept.
 */
enum plan_kind plan_next(const GArray *mails, guint from, bool one_by_one,
    int64_t limit_raw_bytes, guint *ret_count);

#endif
