/*
 * io: how a request comes in and its answer goes out. Plain CGI and FastCGI differ only here;
 * the rest of the room, and its tests, see this struct.
 */
#ifndef TURNO_WEB_IO_H
#define TURNO_WEB_IO_H

#include <stdbool.h>
#include <stddef.h>

struct io {
	void *context;
	/* The CGI variable called name, NULL when unset. Borrowed for the request. */
	const char *(*env)(void *context, const char *name);
	/* Up to size_bytes of the body: how many came, 0 at its end, -1 on error. */
	int (*read)(void *context, void *ret_bytes, size_t size_bytes);
	/* False when the browser went away. */
	bool (*write)(void *context, const void *bytes, size_t size_bytes);
};

#endif
