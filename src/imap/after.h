/*
 * after: what happens on the server once the bytes are committed (M2). Every action is
 * idempotent: done again for UIDs that are gone or flagged already, it succeeds.
 * uids: uint32_t; an empty array does nothing.
 */
#ifndef TURNO_IMAP_AFTER_H
#define TURNO_IMAP_AFTER_H

#include <glib.h>
#include <stdbool.h>

struct imap_session;

/*
 * Adds the keyword $Turno, or \Flagged in a folder that takes no keywords.
 * False: REJECT the server says NO (the session goes on); RETRY else.
 */
bool imap_after_flag(struct imap_session *session, const GArray *uids, GError **error);

/*
 * Moves to folder (UTF-8), by MOVE, else COPY, \Deleted and UID EXPUNGE; never a plain EXPUNGE,
 * which would remove what others marked. True only if none of uids is in the source folder now.
 * False: CONFIG no such folder, or the server has neither MOVE nor UIDPLUS; REJECT the server
 * says NO, or mails stayed where they were; RETRY else. What was moved stays moved.
 * Source: RFC 6851, RFC 4315
 */
bool imap_after_move(
    struct imap_session *session, const GArray *uids, const char *folder, GError **error);

/* Deletes for ever by \Deleted and UID EXPUNGE. False: as imap_after_move(). */
bool imap_after_delete(struct imap_session *session, const GArray *uids, GError **error);

#endif
