/*
 * supervise: turnod's parent. Takes and renews the leases `writer` and `mailbox:N`, runs the
 * processes that they and the configuration ask for, restarts those that die, and ends those
 * whose lease is lost before anybody else may hold it. Talks to the database only; reads no
 * mail.
 */
#ifndef TURNO_JOB_SUPERVISE_H
#define TURNO_JOB_SUPERVISE_H

struct conf;

/* Runs until TERM or INT, then stops its children and gives its leases back. Call signal_init()
 * first. Returns an exit status. */
int supervise(const struct conf *conf);

#endif
