/*
 * A folder. Names are made by export_name, so none leads out of it; still each step is opened
 * without following links.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "export/sink.h"

struct folder {
	struct sink sink;
	char *path;
	int root;
	int fd; /* of the file under way, -1 none */
	bool is_finished;
};

enum { DESCRIPTORS = 16 };

static bool
fail(const struct folder *folder, GError **error)
{
	return error_set(error, ERROR_RETRY, "%s: %s", folder->path, g_strerror(errno));
}

/* Opens the folder that holds the last name of path, making what is missing. -1: errno says. */
static int
open_parent(const struct folder *folder, char **names)
{
	int at = fcntl(folder->root, F_DUPFD_CLOEXEC, 0);

	for (char **name = names; at >= 0 && name[1] != NULL; name++) {
		int next = -1;

		if (mkdirat(at, *name, 0700) == 0 || errno == EEXIST)
			next =
			    openat(at, *name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		close(at);
		at = next;
	}
	return at;
}

static bool
folder_begin(struct sink *sink, const char *path, int64_t unix_time, GError **error)
{
	struct folder *folder = (struct folder *)sink;
	g_auto(GStrv) names = g_strsplit(path, "/", -1);
	int at = open_parent(folder, names);

	if (at < 0)
		return fail(folder, error);
	folder->fd = openat(at, names[g_strv_length(names) - 1],
	    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	close(at);
	if (folder->fd < 0)
		return fail(folder, error);
	const struct timespec times[] = {
	    {.tv_sec = (time_t)unix_time}, {.tv_sec = (time_t)unix_time}};
	futimens(folder->fd, times);
	return true;
}

static bool
folder_write(struct sink *sink, const void *bytes, size_t size, GError **error)
{
	struct folder *folder = (struct folder *)sink;

	for (size_t done = 0; done < size;) {
		ssize_t put = write(folder->fd, (const char *)bytes + done, size - done);

		if (put < 0 && errno != EINTR)
			return fail(folder, error);
		done += (size_t)MAX(put, 0);
	}
	return true;
}

static bool
folder_end(struct sink *sink, GError **error)
{
	struct folder *folder = (struct folder *)sink;
	int fd = folder->fd;

	folder->fd = -1;
	return close(fd) == 0 || fail(folder, error);
}

static bool
folder_finish(struct sink *sink, GError **error)
{
	struct folder *folder = (struct folder *)sink;

	(void)error;
	folder->is_finished = true;
	return true;
}

static int
remove_one(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)type;
	(void)place;
	return remove(path);
}

static void
folder_close(struct sink *sink)
{
	struct folder *folder = (struct folder *)sink;

	if (folder->fd >= 0)
		close(folder->fd);
	close(folder->root);
	if (!folder->is_finished)
		nftw(folder->path, remove_one, DESCRIPTORS, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
	g_free(folder->path);
	g_free(folder);
}

static bool
is_empty(const char *path)
{
	g_autoptr(GDir) entries = g_dir_open(path, 0, NULL);

	return entries != NULL && g_dir_read_name(entries) == NULL;
}

struct sink *
sink_open_folder(const char *path, GError **error)
{
	bool is_new = mkdir(path, 0700) == 0;

	if (!is_new && (errno != EEXIST || !is_empty(path))) {
		error_set(error, errno == EEXIST ? ERROR_REJECT : ERROR_RETRY, "%s: %s", path,
		    errno == EEXIST ? "is there already, and not an empty folder"
				    : g_strerror(errno));
		return NULL;
	}
	int root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root < 0) {
		error_set(error, ERROR_RETRY, "%s: %s", path, g_strerror(errno));
		return NULL;
	}
	struct folder *folder = g_new0(struct folder, 1);
	folder->sink =
	    (struct sink){folder_begin, folder_write, folder_end, folder_finish, folder_close};
	folder->path = g_strdup(path);
	folder->root = root;
	folder->fd = -1;
	return &folder->sink;
}
