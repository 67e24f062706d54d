/*
 * mail: the ledger of incoming mail. fetch stores (M1, M2), deliver claims and decides. UIDs
 * are those of RFC 9051 §2.3.1.1. Errors are those of db_call() unless stated.
 */
#ifndef TURNO_STORE_MAIL_H
#define TURNO_STORE_MAIL_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/db.h"
#include "store/json.h"

/* Those of uids (uint32_t) that the ledger does not have, ascending. Caller unrefs. */
bool mail_missing(struct db *db, int64_t mailbox, uint32_t uidvalidity, const GArray *uids,
    GArray **ret_missing, GError **error);

/* A message to be stored. */
struct mail_arrival {
	int64_t mailbox;
	uint32_t uidvalidity;
	uint32_t uid; /* 0: handed in by turno ingest, neither UID nor UIDVALIDITY is kept */
	int64_t received_at; /* seconds since 1970, UTC; 0 when the server does not say: now */
	const unsigned char *sha256; /* 32 bytes, of all bytes */
	int64_t size;                /* of all bytes */
	const void *chunk;           /* the first LIMIT_CHUNK_BYTES of them, or all */
	size_t chunk_size;
	int64_t server_size; /* the bytes are a header only: size of the mail as the server
			      * announces it; else 0 (M5) */
};

/*
 * Stores the message and its first chunk; the rest follows by blob_append() in the same
 * transaction. Returns 1 stored (*ret_mail is its id), 0 it was there already, -1 error
 * (CONFLICT: the lease of the mailbox is lost). owner and epoch are those of that lease.
 */
int mail_store(struct db *db, const struct mail_arrival *arrival, const char *owner,
    int64_t epoch, int64_t *ret_mail, GError **error);

/* Appends one chunk to a blob stored in this transaction; seq counts from 1. */
bool blob_append(struct db *db, const unsigned char sha256[32], int seq, const void *chunk,
    size_t size, GError **error);

/* UIDs (uint32_t) whose after action is not yet done. Caller unrefs. */
bool mail_after_pending(
    struct db *db, int64_t mailbox, uint32_t uidvalidity, GArray **ret_uids, GError **error);
bool mail_after_done(
    struct db *db, int64_t mailbox, uint32_t uidvalidity, const GArray *uids, GError **error);

/* How many mails of this mailbox may be stored now: 0 when too many wait to be decided. -1
 * error. */
int mail_room(struct db *db, int64_t mailbox, GError **error);

/*
 * The next undecided mails for deliver, at most limit: the same again until they are decided or
 * postponed. ret_list: array of {id, size, sha256, alone}, the first to be decided first; a
 * mail marked alone comes alone. owner and epoch: of the lease `writer`.
 */
bool mail_claim(struct db *db, const char *owner, int64_t epoch, int limit, json_t **ret_list,
    GError **error);

/* Chunk seq (from 0) of the raw bytes; *ret_chunk NULL after the last. Caller unrefs. */
bool mail_chunk(struct db *db, int64_t mail, int seq, GBytes **ret_chunk, GError **error);

/* Notes that a reader died or stalled on this mail (M3). *ret_quarantined: that was the second
 * time, and the mail is put aside. */
bool mail_reader_died(struct db *db, int64_t mail, const char *reason, const char *owner,
    int64_t epoch, bool *ret_quarantined, GError **error);

/*
 * Decides the mail by its evidence (a JSON text): SQL function turno.deliver. ret_verdict as
 * there; `outcome` null means that the database refused this mail and says why in `error`, or,
 * with `postponed` true, that its sender must wait for his turn.
 */
bool mail_deliver(struct db *db, int64_t mail, const char *evidence, const char *owner,
    int64_t epoch, json_t **ret_verdict, GError **error);

/* Seconds until the next mail is due: 1 and *ret_seconds, 0 none waits, -1 error. */
int mail_wait_seconds(struct db *db, double *ret_seconds, GError **error);

#endif
