/* hook: the queue of calls (turno.hook_call, turno.hook_job). The call process claims, makes
 * the call, settles. */
#ifndef TURNO_STORE_HOOK_H
#define TURNO_STORE_HOOK_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct db;

/* Claims at most limit calls for owner, for seconds. ret_claims: array of {id, hook, kind, url,
 * secret, event, attempts, payload, ticket, link}, see turno.hook_claim; a new reference. */
bool hook_claim(struct db *db, const char *owner, int seconds, int limit, json_t **ret_claims,
    GError **error);

/* Gives back what owner, who has nothing in hand, had claimed. */
bool hook_release(struct db *db, const char *owner, GError **error);

/* How a call ended. status: of HTTP, 0 without an answer; retry_after_s: 0 none; is_final:
 * never again. ret_state (may be NULL): the state the call is in now; caller frees. */
bool hook_settle(struct db *db, int64_t call, const char *owner, int status,
    const char *problem, int retry_after_s, bool is_final, char **ret_state, GError **error);

/* Seconds until the next call may be made: 1 and *ret_seconds, 0 none waits, -1 error. */
int hook_wait_seconds(struct db *db, double *ret_seconds, GError **error);

#endif
