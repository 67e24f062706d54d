/*
 * deliver: the one writer. Claims stored mail, has it read by readers, and hands the evidence
 * of each to turno.deliver, in the order of mail id, each in its own transaction. Trusts
 * nothing of a mail, and of a reader only what evidence_check() let through.
 */
#ifndef TURNO_JOB_DELIVER_H
#define TURNO_JOB_DELIVER_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct db;
struct process;
struct read_pool;

/* The raw bytes of a stored mail as sealed memory for a reader; -1 on error (RETRY). */
int deliver_load(struct db *db, int64_t mail, GError **error);

/*
 * Decides every mail that is due now, under the lease `writer` of owner and epoch. Logs one
 * line per mail. False: the database or the readers failed (RETRY), or the lease is lost
 * (CONFLICT); the pool may still hold mails and must be freed.
 */
bool deliver_due(
    struct db *db, struct read_pool *pool, const char *owner, int64_t epoch, GError **error);

/* process->epoch: of the lease `writer`. data is not used. Runs until asked to stop; returns an
 * exit status. */
int deliver_process(const struct process *process, const void *data);

#endif
