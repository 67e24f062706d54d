/*
 * log: one line per event on stderr, with the <N> priority prefix that systemd's journal reads.
 * Processes, the web and the mains log; rooms return errors. Never bodies, subjects, tokens,
 * links or passwords.
 */
#ifndef TURNO_BASE_LOG_H
#define TURNO_BASE_LOG_H

#include <glib.h>

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/*
 * Names the process in each line ("fetch support") and drops lines above level. role is copied.
 * Also routes GLib's own messages here. May be called again after a fork.
 */
void log_init(const char *role, enum log_level level);

/* Each writes one line; control characters in the result are escaped, so a foreign string
 * cannot forge a line. */
void log_error(const char *format, ...) G_GNUC_PRINTF(1, 2);
void log_warning(const char *format, ...) G_GNUC_PRINTF(1, 2);
void log_info(const char *format, ...) G_GNUC_PRINTF(1, 2);
void log_debug(const char *format, ...) G_GNUC_PRINTF(1, 2);

#endif
