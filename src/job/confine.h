/*
 * confine: what a process of turnod gives up once it knows its task. The parent, which starts
 * the others, keeps what the most needy of them needs; a reader gives up everything
 * (reader_sandbox.h).
 *
 * Everybody: no ptrace(2), mounts, modules, name spaces and the like (seccomp ends the
 * process), no memory that is both written and executed, no listening socket; files only those
 * that the libraries below need, and what its row says (Landlock, where the kernel has it).
 */
#ifndef TURNO_JOB_CONFINE_H
#define TURNO_JOB_CONFINE_H

#include <glib.h>
#include <stdbool.h>

struct conf;

struct confine {
	unsigned descriptors; /* open files at most */
	bool may_spawn;       /* start this program again: the readers */
	bool reads_secrets;   /* secret_dir, and the authorities of servers */
	bool writes_spool;
	bool reads_templates;
	bool meets_strangers; /* a server that is not ours: its memory is bounded */
};

extern const struct confine confine_fetch, confine_deliver, confine_submit, confine_tidy,
    confine_call;

/*
 * For the rest of this process. Call with one thread, no descriptor to lose and
 * harden_process() done. Errors: RETRY when the kernel refuses seccomp. With `confine = false`
 * in turno.conf only descriptors and memory are limited.
 */
bool confine_enter(const struct confine *confine, const struct conf *conf, GError **error);

#endif
