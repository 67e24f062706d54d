#include "config.h"
#include "base/log.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char role_name[64] = "turno";
static enum log_level threshold = LOG_LEVEL_INFO;

/* One write(2) per line, so that lines of several processes do not mix. */
G_GNUC_PRINTF(2, 0)
static void
write_line(enum log_level level, const char *format, va_list args)
{
	static const int syslog_priority[] = {[LOG_LEVEL_ERROR] = 3,
	    [LOG_LEVEL_WARNING] = 4,
	    [LOG_LEVEL_INFO] = 6,
	    [LOG_LEVEL_DEBUG] = 7};

	if (level > threshold)
		return;
	g_autofree char *message = g_strdup_vprintf(format, args);
	for (char *c = message; *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
	g_autofree char *line = g_strdup_printf("<%d>turno[%d] %s: %s\n",
	    syslog_priority[level], (int)getpid(), role_name, message);
	ssize_t written = write(STDERR_FILENO, line, strlen(line));
	(void)written; /* a full or closed stderr must not stop the mail */
}

#define DEFINE_LOG(name, level)                                                                \
	void name(const char *format, ...)                                                     \
	{                                                                                      \
		va_list args;                                                                  \
		va_start(args, format);                                                        \
		write_line(level, format, args);                                               \
		va_end(args);                                                                  \
	}

DEFINE_LOG(log_error, LOG_LEVEL_ERROR)
DEFINE_LOG(log_warning, LOG_LEVEL_WARNING)
DEFINE_LOG(log_info, LOG_LEVEL_INFO)
DEFINE_LOG(log_debug, LOG_LEVEL_DEBUG)

static void
from_glib(const char *domain, GLogLevelFlags flags, const char *message, gpointer data)
{
	(void)data;
	if (flags & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING))
		log_warning("%s: %s", domain != NULL ? domain : "glib", message);
	else
		log_debug("%s: %s", domain != NULL ? domain : "glib", message);
}

void
log_init(const char *role, enum log_level level)
{
	g_strlcpy(role_name, role, sizeof role_name);
	threshold = level;
	g_log_set_default_handler(from_glib, NULL);
}
