/*
 * error: the one GError domain of turno. A code says what the caller must do, not what went
 * wrong: the message says that, as one sentence that a person can act on.
 */
#ifndef TURNO_BASE_ERROR_H
#define TURNO_BASE_ERROR_H

#include <glib.h>
#include <stdbool.h>

enum error_code {
	ERROR_RETRY,  /* the world failed (network, database away): try again later, nothing was
			 done */
	ERROR_REJECT, /* this input can never succeed: report it, do not try it again */
	ERROR_CONFIG, /* a person must change the configuration */
	ERROR_CONFLICT, /* somebody else was quicker (serialisation, lost lease): start the step
			   afresh */
	ERROR_UNKNOWN,  /* it may or may not have happened (answer lost): the caller decides,
			   never repeats blindly */
};

#define TURNO_ERROR (turno_error_quark())
GQuark turno_error_quark(void);

/* Sets *error (which may be NULL) and returns false, so that a function can end with `return
 * error_set(...)`. */
bool error_set(GError **error, enum error_code code, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* True when error is one of ours and has this code. */
bool error_is(const GError *error, enum error_code code);

/* The sysexits.h status for an error: 75 RETRY, CONFLICT and UNKNOWN, 65 REJECT, 78 CONFIG, 70
 * any foreign domain. */
int error_exit_status(const GError *error);

#endif
