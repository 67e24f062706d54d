/* Headers of Debian 12 know the first version of the interface; the numbers of later ones are
 * written out here. */
#define _GNU_SOURCE
#include "config.h"
#include "job/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FS_TRUNCATE (UINT64_C(1) << 14)
#define NET_BIND_TCP 1u
#define NET_CONNECT_TCP 2u
#define SCOPE_ABSTRACT_SOCKET 1u
#define SCOPE_SIGNAL 2u

#define FS_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define FS_WRITE                                                                               \
	(LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |                      \
	    LANDLOCK_ACCESS_FS_MAKE_REG | FS_TRUNCATE)
/* What can be said of a single file. */
#define FS_OF_FILE                                                                             \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |                          \
	    LANDLOCK_ACCESS_FS_READ_FILE | FS_TRUNCATE)

struct ruleset {
	uint64_t fs, net, scope;
};

/* All that version abi can refuse of what nobody here needs. */
static struct ruleset
handled_by(long abi, bool may_connect)
{
	unsigned fs_bits = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;
	struct ruleset handled = {.fs = (UINT64_C(1) << fs_bits) - 1};

	if (abi >= 4)
		handled.net = may_connect ? NET_BIND_TCP : NET_BIND_TCP | NET_CONNECT_TCP;
	/* a server may listen on an abstract socket, PostgreSQL for one */
	if (abi >= 6)
		handled.scope =
		    may_connect ? SCOPE_SIGNAL : SCOPE_SIGNAL | SCOPE_ABSTRACT_SOCKET;
	return handled;
}

static void
allow_path(int ruleset, const struct landlock_path *path, uint64_t handled_fs)
{
	struct stat state;
	struct landlock_path_beneath_attr rule = {
	    .parent_fd = open(path->path, O_PATH | O_CLOEXEC)};

	if (rule.parent_fd < 0)
		return;
	rule.allowed_access =
	    ((path->may & LANDLOCK_MAY_READ) != 0 ? FS_READ : 0) |
	    ((path->may & LANDLOCK_MAY_WRITE) != 0 ? FS_WRITE : 0) |
	    ((path->may & LANDLOCK_MAY_EXECUTE) != 0 ? LANDLOCK_ACCESS_FS_EXECUTE | FS_READ
						     : 0);
	rule.allowed_access &= handled_fs;
	if (fstat(rule.parent_fd, &state) == 0 && !S_ISDIR(state.st_mode))
		rule.allowed_access &= FS_OF_FILE;
	(void)syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

bool
landlock_enter(const struct landlock_path *paths, size_t count, bool may_connect)
{
	long abi =
	    syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

	if (abi < 1)
		return false;
	const struct ruleset handled = handled_by(abi, may_connect);
	/* the struct grew with the interface: an old kernel refuses a long one */
	size_t size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &handled, size, 0);
	if (ruleset < 0)
		return false;
	for (size_t i = 0; i < count; i++)
		allow_path(ruleset, &paths[i], handled.fs);
	bool is_entered = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
	close(ruleset);
	return is_entered;
}
