/*
 * call: tells other programs what happened, as turno.hook_call says: webhooks, signed, and the
 * app IO. Source: doc/turno-api.7.
 */
#ifndef TURNO_JOB_CALL_H
#define TURNO_JOB_CALL_H

struct process;

/* The main loop of the call process; returns when asked to stop. */
int call_process(const struct process *process, const void *data);

#endif
