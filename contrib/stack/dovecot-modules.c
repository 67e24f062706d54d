/*
 * Preloaded into an unpacked Dovecot: its TLS module has the folder /usr/lib/dovecot/modules
 * compiled in; opening that folder, or a file below it, leads to DOVECOT_MODULES instead.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char compiled_in[] = "/usr/lib/dovecot/modules";

/* path itself, or where it really lies, written to buffer of PATH_MAX bytes. */
static const char *
really(const char *path, char *buffer)
{
	const char *folder = getenv("DOVECOT_MODULES");
	size_t length = sizeof(compiled_in) - 1;

	if (path == NULL || folder == NULL || strncmp(path, compiled_in, length) != 0)
		return path;
	snprintf(buffer, PATH_MAX, "%s%s", folder, path + length);
	return buffer;
}

DIR *
opendir(const char *path)
{
	DIR *(*next)(const char *) = (DIR * (*)(const char *)) dlsym(RTLD_NEXT, "opendir");
	char buffer[PATH_MAX];

	return next(really(path, buffer));
}

void *
dlopen(const char *path, int flags)
{
	void *(*next)(const char *, int) =
	    (void *(*)(const char *, int))dlsym(RTLD_NEXT, "dlopen");
	char buffer[PATH_MAX];

	return next(really(path, buffer), flags);
}
