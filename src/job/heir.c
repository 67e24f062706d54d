#include "config.h"
#include "job/heir.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define OWNER_MAX 512

struct heir {
	char *path;
	int fd;        /* -1 until the lock is ours */
	bool is_named; /* the file names us */
};

struct heir *
heir_new(const char *folder, const char *instance)
{
	struct heir *heir = g_new0(struct heir, 1);
	g_autofree char *digest =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, instance, -1);
	g_autofree char *name = g_strdup_printf("turnod-%.12s.owner", digest);

	heir->path = g_build_filename(folder, name, NULL);
	heir->fd = -1;
	return heir;
}

void
heir_free(struct heir *heir)
{
	if (heir == NULL)
		return;
	if (heir->fd >= 0)
		close(heir->fd);
	g_free(heir->path);
	g_free(heir);
}

/* spool_dir may be open to everybody (/var/tmp): only a plain file of our own user counts. */
static int
open_own_file(const char *path)
{
	struct stat state;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);

	if (fd < 0)
		return -1;
	if (fstat(fd, &state) == 0 && S_ISREG(state.st_mode) && state.st_uid == geteuid() &&
	    (state.st_mode & 077) == 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	close(fd);
	return -1;
}

bool
heir_claim(struct heir *heir, char **ret_former)
{
	char former[OWNER_MAX] = "";

	if (heir->is_named)
		return false;
	if (heir->fd < 0)
		heir->fd = open_own_file(heir->path);
	if (heir->fd < 0)
		return false;
	ssize_t size = pread(heir->fd, former, sizeof former - 1, 0);
	*ret_former = size > 0 ? g_strdup(former) : NULL;
	return true;
}

void
heir_enter(struct heir *heir, const char *owner)
{
	ssize_t length = (ssize_t)strlen(owner);

	heir->is_named = pwrite(heir->fd, owner, (size_t)length, 0) == length &&
			 ftruncate(heir->fd, length) == 0;
	if (!heir->is_named) {
		close(heir->fd);
		heir->fd = -1;
	}
}

void
heir_resign(struct heir *heir)
{
	if (heir->fd >= 0 && ftruncate(heir->fd, 0) != 0)
		g_debug("%s: not emptied", heir->path);
}
