/* tidy: runs the clocks: expired jobs of dead processes, sessions, links, form keys. */
#ifndef TURNO_JOB_TIDY_H
#define TURNO_JOB_TIDY_H

struct process;

/* data is not used. Runs until asked to stop; returns an exit status. */
int tidy_process(const struct process *process, const void *data);

#endif
