/*
 * raw: brings the bytes of one mail into the ledger, hashed and in chunks: from memory or from
 * a file. Both work inside the caller's transaction.
 */
#ifndef TURNO_STORE_RAW_H
#define TURNO_STORE_RAW_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

/* Where the mail comes from, and the lease under which it may be stored. */
struct raw_source {
	int64_t mailbox;
	uint32_t uidvalidity;
	uint32_t uid;          /* 0: handed in, no lease is needed */
	int64_t received_unix; /* seconds since 1970; <= 0 unknown: now */
	const char *owner;     /* of the lease `mailbox:N`; "" without */
	int64_t epoch;
	int64_t server_size; /* of struct mail_arrival */
};

/* Stores bytes. Returns 1 stored (*ret_mail is the id), 0 it was there already, -1 error
 * (CONFLICT: the lease is lost). */
int raw_store_bytes(struct db *db, const struct raw_source *source, GBytes *bytes,
    int64_t *ret_mail, GError **error);

/* The same for the size_bytes at the start of the regular file fd; RETRY when it cannot be
 * read.
 */
int raw_store_file(struct db *db, const struct raw_source *source, int fd, int64_t size_bytes,
    int64_t *ret_mail, GError **error);

/* An unlinked file in folder, readable and writable. Caller closes. -1: RETRY. */
int raw_open_spool(const char *folder, GError **error);

#endif
