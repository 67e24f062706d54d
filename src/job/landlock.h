/*
 * landlock: which files the rest of a process's life may touch (landlock(7)). Where the kernel
 * has no Landlock nothing happens: it stands behind other walls, never alone.
 */
#ifndef TURNO_JOB_LANDLOCK_H
#define TURNO_JOB_LANDLOCK_H

#include <stdbool.h>
#include <stddef.h>

#define LANDLOCK_MAY_READ 1u
#define LANDLOCK_MAY_WRITE 2u /* and make and remove plain files */
#define LANDLOCK_MAY_EXECUTE 4u

struct landlock_path {
	const char *path; /* a file, or a folder with all below it; a missing one is skipped */
	unsigned may;
};

/*
 * For this process and all its children: no file but those below paths, no listening socket, no
 * signal to a process outside (as far as the kernel can tell: files since 5.13, sockets since
 * 6.7, signals since 6.12). may_connect false: no TCP connection either. Open descriptors stay
 * as they are. Needs no_new_privs. False: this kernel has no Landlock.
 */
bool landlock_enter(const struct landlock_path *paths, size_t count, bool may_connect);

#endif
