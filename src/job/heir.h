/*
 * heir: lets a turnod that starts after a crash take over at once instead of waiting for the
 * leases of the dead one to run out. A locked file in spool_dir names the owner; the lock is
 * inherited by all children and ends with the last of them, so whoever gets it knows that the
 * former owner is gone for good. Without the file everything still works, only later.
 */
#ifndef TURNO_JOB_HEIR_H
#define TURNO_JOB_HEIR_H

#include <glib.h>
#include <stdbool.h>

struct heir;

/* folder: spool_dir. instance: tells apart several turnods of different configurations. Both
 * are copied. Caller frees with heir_free(). */
struct heir *heir_new(const char *folder, const char *instance);

/* Gives the lock up. NULL is allowed. */
void heir_free(struct heir *heir);
typedef struct heir Heir; /* only for g_autoptr(Heir) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Heir, heir_free)

/*
 * Tries to get the lock. True: it is ours, and *ret_former (caller frees) is the former owner,
 * who is dead, or NULL when there was none; what he held is to be given back, then
 * heir_enter(). Until that the same is told again, also to the next who gets the lock.
 * False: the lock is held by somebody who lives, we have entered already, or there can be no
 * such file (a file of another user, a link, no permission).
 */
bool heir_claim(struct heir *heir, char **ret_former);

/* Writes owner into the file; after heir_claim() gave true. */
void heir_enter(struct heir *heir, const char *owner);

/* Everything was given back in order: there is nothing to take over. */
void heir_resign(struct heir *heir);

#endif
