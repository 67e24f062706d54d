/*
 * table: which processes should run and when. Pure bookkeeping, so that restarts, back-off and
 * lost leases can be tested without forking: the caller starts and signals processes and says
 * when one ended. A process under a lease runs only while the lease is held; when it is lost
 * the process is killed, and it counts as running until its end was seen. Times are
 * milliseconds of clock_monotonic_ms().
 */
#ifndef TURNO_JOB_TABLE_H
#define TURNO_JOB_TABLE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define TABLE_RESTART_BASE_MS 250
#define TABLE_RESTART_MAX_MS 5000 /* nobody else does its work while the lease is ours */
#define TABLE_HEALTHY_MS 60000    /* ran so long: the next end is a first failure again */

struct table_ops {
	/* Starts process `name`; epoch is that of its lease, 0 without. -1: could not. */
	pid_t (*start)(void *data, const char *name, int64_t epoch);
	/* Sends SIGTERM, or SIGKILL when hard. */
	void (*stop)(void *data, pid_t pid, bool hard);
};

struct table;

/* ops and data are borrowed for the life of the table. */
struct table *table_new(const struct table_ops *ops, void *data);
void table_free(struct table *table);
typedef struct table Table; /* only for g_autoptr(Table) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

/* Wants a process; lease: the name of the lease it needs, NULL none. Wanting twice is once. */
void table_want(struct table *table, const char *name, const char *lease);

/* Wants it no more: it is asked to stop, and forgotten when it has ended. */
void table_unwant(struct table *table, const char *name);

/* Asks it to stop; it starts again without delay. */
void table_restart(struct table *table, const char *name);

/* Says that a lease is held with this epoch, or, epoch 0, that it is not. */
void table_lease(struct table *table, const char *lease, int64_t epoch);

/* Says that no lease is held but those in names (NULL-terminated; NULL: none at all). */
void table_lease_keep(struct table *table, char **names);

/* Leases that wanted processes need, that are not held, and under which nothing still runs.
 * Borrowed names; caller frees the array. */
GPtrArray *table_leases_missing(const struct table *table);

/* True when a process under this lease is wanted or has not ended. */
bool table_needs_lease(const struct table *table, const char *lease);

/* Child pid ended. Returns its name, borrowed until table_step(); NULL when it is none of
 * ours. */
const char *table_ended(struct table *table, pid_t pid, int64_t now_ms);

/* Starts what is due. Returns when to call again at the latest, INT64_MAX when only an event
 * can change anything. */
int64_t table_step(struct table *table, int64_t now_ms);

/* Wants nothing any more; hard: kills what still runs. */
void table_stop_all(struct table *table, bool hard);

/* Processes that have not ended. */
unsigned table_running(const struct table *table);

#endif
