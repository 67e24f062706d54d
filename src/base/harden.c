#define _GNU_SOURCE
#include "config.h"
#include "base/harden.h"

#include <fcntl.h>
#include <glib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static void
lower_limit(__rlimit_resource_t resource, rlim_t value)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) != 0)
		return;
	limit.rlim_max = MIN(limit.rlim_max, value);
	limit.rlim_cur = limit.rlim_max;
	(void)setrlimit(resource, &limit);
}

void
harden_descriptors(unsigned descriptors_max)
{
	lower_limit(RLIMIT_NOFILE, descriptors_max);
}

void
harden_process(unsigned descriptors_max, bool is_alone)
{
	lower_limit(RLIMIT_CORE, 0);
	harden_descriptors(descriptors_max);
	if (is_alone)
		lower_limit(RLIMIT_NPROC, 0);
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

void
harden_surroundings(void)
{
	int null = open("/dev/null", O_RDWR);

	/* what was closed is taken by this and the next two opens */
	while (null >= 0 && null <= STDERR_FILENO)
		null = open("/dev/null", O_RDWR);
	if (null >= 0)
		(void)dup2(null, STDIN_FILENO);
	(void)close_range(STDERR_FILENO + 1, ~0u, 0);
	(void)!chdir("/");
	umask(077);
}
