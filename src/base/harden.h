/*
 * harden: what every program of turno gives up when it starts, whoever started it. What single
 * processes of turnod give up besides is in job/confine.h.
 */
#ifndef TURNO_BASE_HARDEN_H
#define TURNO_BASE_HARDEN_H

#include <stdbool.h>

/*
 * For this process and its children: no core file, no ptrace(2) by others of the same user and
 * nothing in /proc that they could read (PR_SET_DUMPABLE), no privileges by execve(2), at most
 * descriptors_max open files. is_alone: it never forks, and never may (no effect on root).
 */
void harden_process(unsigned descriptors_max, bool is_alone);

/*
 * For a daemon: no descriptor but 0, 1 and 2 from whoever started it, /dev/null as standard
 * input and in the place of what was closed, / as working directory, files for nobody else.
 */
void harden_surroundings(void);

/* At most descriptors_max open files from now on; never more than before. */
void harden_descriptors(unsigned descriptors_max);

#endif
