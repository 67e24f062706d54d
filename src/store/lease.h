/* lease: who runs what (`writer`, `mailbox:N`), kept in the database by its own clock. */
#ifndef TURNO_STORE_LEASE_H
#define TURNO_STORE_LEASE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

/* Takes the lease `name` for seconds if it is free, expired or already owner's. Returns 1 taken
 * (*ret_epoch is its fencing number), 0 another owner has it, -1 error. */
int lease_take(struct db *db, const char *name, const char *owner, int seconds,
    int64_t *ret_epoch, GError **error);

/* Renews all leases of owner for seconds from now. ret_names: those still held,
 * NULL-terminated; caller frees with g_strfreev(). */
bool lease_renew(
    struct db *db, const char *owner, int seconds, char ***ret_names, GError **error);

/* Gives up the lease `name` of owner; name NULL: all of them. */
bool lease_drop(struct db *db, const char *owner, const char *name, GError **error);

#endif
