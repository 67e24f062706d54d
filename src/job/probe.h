/*
 * probe: the process that tries the servers of mailboxes when an administrator asks for it on
 * the web, and says step by step how that went. It changes nothing at any server.
 */
#ifndef TURNO_JOB_PROBE_H
#define TURNO_JOB_PROBE_H

#include <jansson.h>

struct conf;
struct mailbox_job;
struct process;

/* The steps {step, is_ok, message} of trying the server of a mailbox, up to the first that
 * fails, and of signing in where its mail is handed in. submission: a group of turno.conf. New
 * reference.
 */
json_t *probe_mailbox(
    const struct conf *conf, const struct mailbox_job *job, const char *submission);

/* Runs until asked to stop; data is not used. Returns an exit status. */
int probe_process(const struct process *process, const void *data);

#endif
