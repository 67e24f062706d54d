/*
 * reader_sandbox: every door of the process closes behind it. What is left: memory, the
 * descriptors that are open, and what comes over them.
 */
#ifndef TURNO_JOB_READER_SANDBOX_H
#define TURNO_JOB_READER_SANDBOX_H

#include <glib.h>
#include <stdbool.h>

/*
 * For the rest of this process: no new files, sockets, processes or executable memory; no core
 * file, not dumpable; limits on memory, CPU and descriptors (limit.h). A system call outside a
 * short list kills the process (seccomp); Landlock with an empty rule set stands behind it
 * where the kernel has it. Cannot be undone. Errors: RETRY when the kernel refuses what must
 * not miss (seccomp, no_new_privs, limits).
 */
bool reader_sandbox_enter(GError **error);

#endif
