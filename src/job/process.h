/*
 * process: what every process of turnod has in common: how it is born, how it waits (one
 * poll(2) over the signals and one more descriptor) and how it comes by a database connection.
 */
#ifndef TURNO_JOB_PROCESS_H
#define TURNO_JOB_PROCESS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct conf;
struct confine;
struct db;

#define PROCESS_BACKOFF_BASE_MS 250
#define PROCESS_BACKOFF_MAX_MS 5000 /* the database is ours: work goes on soon after it */

/* Who a process is and on whose behalf it writes. */
struct process {
	const struct conf *conf;
	const char *role;              /* "fetch support": for logs and application_name */
	const char *owner;             /* of the leases; the supervisor's */
	int64_t epoch;                 /* of its lease, 0 when it needs none */
	const struct confine *confine; /* what it gives up at its birth; NULL nothing */
};

/* The first thing that a process does: takes over its signals, its log name and the name that
 * ps(1) shows (15 bytes of it). */
void process_enter(const char *role, const struct conf *conf);

/*
 * Forks; the child gets SIGTERM when its parent dies, its own signals and log name, closes
 * inherited_fd (-1 none), gives up what its confine says, and ends with the status that run()
 * returns. Returns the child's pid, -1 when there could be none.
 */
pid_t process_fork(const struct process *process, int inherited_fd,
    int (*run)(const struct process *process, const void *data), const void *data);

/* Waits until fd (-1 none) is readable, a signal comes or timeout_ms pass (-1 never). True when
 * fd is readable or broken. */
bool process_wait(int fd, int64_t timeout_ms);

/* Waits for the back-off of the given failed attempt, at most max_ms; returns at once when
 * asked to stop. */
void process_back_off(unsigned attempt, int64_t max_ms);

/* Opens a connection as the gateway role, trying again for as long as it takes; says once that
 * the database is away and once that it is back. NULL: asked to stop. */
struct db *process_open_db(const struct process *process);

#endif
