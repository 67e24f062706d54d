/*
 * probe: the process that tries the servers of mailboxes when an administrator asks for it on
 * the web, and says step by step how that went. It changes nothing at any server.
 */
#ifndef TURNO_JOB_PROBE_H
#define TURNO_JOB_PROBE_H

#include <jansson.h>

struct conf;
struct mailbox_test;
struct process;

/* The steps {step, is_ok, message} of trying the server where a mailbox is fetched, up to the
 * first that fails, then likewise of the one by which its mail leaves; see
 * turno.mailbox_test.steps. New reference.
 */
json_t *probe_mailbox(const struct conf *conf, const struct mailbox_test *test);

/* Runs until asked to stop; data is not used. Returns an exit status. */
int probe_process(const struct process *process, const void *data);

#endif
