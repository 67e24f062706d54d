/* idle: wait for the server's word instead of asking again and again. */
#ifndef TURNO_IMAP_IDLE_H
#define TURNO_IMAP_IDLE_H

#include <glib.h>
#include <stdint.h>

struct imap_session;

/*
 * IDLE in the selected folder for at most time_ms (capped at 28 minutes: servers may drop the
 * connection after 30), then DONE. Something said by the server need not be new mail. Mail that
 * it announced since the folder was last listed counts: then nothing is waited for.
 * wake_fd: -1, or a descriptor that ends the wait when readable (not read here).
 * 1 the server said something; 2 wake_fd; 0 time is over.
 * -1: CONFIG the server has no IDLE, poll instead; RETRY else.
 * Source: RFC 2177
 */
int imap_idle(struct imap_session *session, int wake_fd, int64_t time_ms, GError **error);

#endif
