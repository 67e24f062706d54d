#include "config.h"
#include "base/error.h"

#include <sysexits.h>

G_DEFINE_QUARK(turno - error - quark, turno_error)

bool
error_set(GError **error, enum error_code code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (error != NULL)
		*error = g_error_new_valist(TURNO_ERROR, code, format, args);
	va_end(args);
	return false;
}

bool
error_is(const GError *error, enum error_code code)
{
	return g_error_matches(error, TURNO_ERROR, code);
}

int
error_exit_status(const GError *error)
{
	static const int status[] = {
	    [ERROR_RETRY] = EX_TEMPFAIL,
	    [ERROR_REJECT] = EX_DATAERR,
	    [ERROR_CONFIG] = EX_CONFIG,
	    [ERROR_CONFLICT] = EX_TEMPFAIL,
	    [ERROR_UNKNOWN] = EX_TEMPFAIL,
	};

	if (error->domain != TURNO_ERROR || error->code < 0 ||
	    (gsize)error->code >= G_N_ELEMENTS(status))
		return EX_SOFTWARE;
	return status[error->code];
}
