/* The strictest of the confinements: what is not in the list below ends the process. */
#include "config.h"
#include "job/reader_sandbox.h"

#include <errno.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/error.h"
#include "base/limit.h"
#include "base/sanitizer.h"
#include "job/landlock.h"

#define DESCRIPTORS_MAX 4 /* socket, two of /dev/null, the mail */

static bool
set_limit(__rlimit_resource_t resource, rlim_t value)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) != 0)
		return false;
	limit.rlim_max =
	    MIN(limit.rlim_max, value); /* never raised: whoever started us knew why */
	limit.rlim_cur = limit.rlim_max;
	return setrlimit(resource, &limit) == 0;
}

static bool
set_limits(void)
{
	return (SANITIZER_ADDRESS || set_limit(RLIMIT_AS, LIMIT_READER_MEMORY_BYTES)) &&
	       set_limit(RLIMIT_CPU, LIMIT_READER_CPU_S * (SANITIZER_ADDRESS ? 4 : 1)) &&
	       set_limit(RLIMIT_FSIZE, 0) && set_limit(RLIMIT_CORE, 0) &&
	       set_limit(RLIMIT_NPROC, 0) && set_limit(RLIMIT_NOFILE, DESCRIPTORS_MAX);
}

static const int allowed[] = {
    SCMP_SYS(recvmsg),
    SCMP_SYS(write),
    SCMP_SYS(close),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(brk),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(getrandom),
    SCMP_SYS(getrusage),
#if SANITIZER_ADDRESS
    SCMP_SYS(sigaltstack),
    SCMP_SYS(gettid),
    SCMP_SYS(sched_yield),
#endif
};

static bool
add_rules(scmp_filter_ctx filter)
{
	for (size_t i = 0; i < G_N_ELEMENTS(allowed); i++)
		if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) != 0)
			return false;
	/* Memory is never executable. */
	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
		   SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
		   SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
}

static bool
enter_seccomp(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool is_loaded = filter != NULL && add_rules(filter) && seccomp_load(filter) == 0;

	if (filter != NULL)
		seccomp_release(filter);
	return is_loaded;
}

bool
reader_sandbox_enter(GError **error)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		return error_set(error, ERROR_RETRY, "the kernel refuses no_new_privs");
	(void)landlock_enter(NULL, 0, false);
	if (!set_limits())
		return error_set(error, ERROR_RETRY, "the reader's limits cannot be set");
	if (!enter_seccomp())
		return error_set(error, ERROR_RETRY, "the kernel refuses the seccomp filter");
	return true;
}
