/*
 * submit: sends the outbox. A row is claimed under a lease; the envelope goes first, then the
 * step "data" is committed, then DATA is sent, then the row is settled (M31), so that an answer
 * that never came is known as such.
 */
#ifndef TURNO_JOB_SUBMIT_H
#define TURNO_JOB_SUBMIT_H

struct conf;
struct process;

/* How long a claim lasts unless the supervisor renews it: a mail may be sent for longer, but a
 * turnod that died holds up nothing for longer. */
int submit_claim_seconds(const struct conf *conf);

/* process->owner is this submitter's alone, and the same after a restart. data: its const
 * struct conf_submission. Runs until asked to stop; returns an exit status. */
int submit_process(const struct process *process, const void *data);

#endif
