/*
 * fetch: what lies in the selected folder, and the raw bytes of it. Nothing here changes a flag
 * (BODY.PEEK), nothing uses sequence numbers.
 */
#ifndef TURNO_IMAP_FETCH_H
#define TURNO_IMAP_FETCH_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct imap_session;

struct imap_mail {
	uint32_t uid;
	uint32_t size_bytes;   /* RFC822.SIZE as the server announces it: not to be believed; 0
				* when it gave none */
	int64_t received_unix; /* INTERNALDATE, seconds since 1970; -1 when it gave none */
};

struct imap_body {
	uint32_t uid;
	GBytes *bytes; /* raw, at least one byte; owned */
};

/*
 * The mails with UID >= from_uid (>= 1), ascending, at most limit (>= 1) of them. Less than
 * limit means there are no more. A mail that disappears meanwhile is left out. Returns a GArray
 * of struct imap_mail, caller frees with g_array_unref(). NULL: RETRY; REJECT when the server
 * refuses (the session goes on).
 */
GArray *imap_list(struct imap_session *session, uint32_t from_uid, guint limit, GError **error);

/*
 * All UIDs of the folder, ascending, for reconciliation with the ledger.
 * Returns a GArray of uint32_t, caller frees with g_array_unref(). NULL as imap_list().
 */
GArray *imap_list_uids(struct imap_session *session, GError **error);

/*
 * The whole mails uids (uint32_t, 1..LIMIT_FETCH_BATCH_MAILS of them) in one command. A mail is
 * in the result only if the server sent it complete, under a UID asked for, not NIL and not
 * empty, and ended the command with OK; the rest is missing from it, which is no error.
 * expected_bytes: the sum of the announced sizes; the answer may be at most
 * LIMIT_NET_RESPONSE_BYTES larger.
 * Returns a GPtrArray of struct imap_body *, caller frees with g_ptr_array_unref().
 * NULL: RETRY, ask for them one by one in a new session; REJECT when the server says NO.
 */
GPtrArray *imap_fetch_bodies(
    struct imap_session *session, const GArray *uids, int64_t expected_bytes, GError **error);

/*
 * One whole mail, streamed into fd (borrowed; a regular file, emptied first), never held in
 * memory. *ret_size_bytes is what was written, at least 1.
 * expected_bytes: the announced size, which decides how long it may take; <= 0 unknown.
 * limit_bytes: more than this is REJECT. On failure fd is emptied again.
 * False: REJECT too large, or the server says NO; CONFLICT the mail is not there (any more);
 * RETRY else, also when fd cannot be written. The session is broken after RETRY and after "too
 * large".
 */
bool imap_fetch_to_file(struct imap_session *session, uint32_t uid, int fd,
    int64_t expected_bytes, int64_t limit_bytes, int64_t *ret_size_bytes, GError **error);

/*
 * The header of one mail, at most LIMIT_HEADER_BYTES of it (M5: a mail too large to be kept).
 * Returns the bytes, caller frees with g_bytes_unref().
 * NULL: CONFLICT the mail is not there; else as imap_list().
 */
GBytes *imap_fetch_header(struct imap_session *session, uint32_t uid, GError **error);

/*
 * Whether the mail has more than limit_bytes bytes, found by asking for the one behind them:
 * what the server announced is not believed. Returns 1 longer, 0 not, -1 error (as
 * imap_list()).
 */
int imap_fetch_is_longer(
    struct imap_session *session, uint32_t uid, int64_t limit_bytes, GError **error);

/* Caller's memory back; NULL is allowed. */
void imap_body_free(struct imap_body *body);

#endif
