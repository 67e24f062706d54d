/*
 * fetch: the process of one mailbox. Connects, lists what the ledger does not have, stores the
 * raw bytes, commits, and only then carries out the after action (M1, M2). Holds no database
 * connection while idle; while the database is away nothing is fetched.
 */
#ifndef TURNO_JOB_FETCH_H
#define TURNO_JOB_FETCH_H

struct process;

/* data: struct mailbox_job. process->epoch: of the lease `mailbox:N`. Runs until asked to stop;
 * returns an exit status. */
int fetch_process(const struct process *process, const void *data);

#endif
