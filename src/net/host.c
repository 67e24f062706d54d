#include "config.h"
#include "net/host.h"

#include <gnutls/gnutls.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

#define NAME_BYTES 253 /* RFC 1035 §2.3.4, written out */

char *
net_host_to_ascii(const char *host, GError **error)
{
	gnutls_datum_t mapped = {NULL, 0};
	size_t size = strlen(host);

	if (size > 1 && host[size - 1] == '.')
		size--;
	if (size > 0 && size <= 4 * NAME_BYTES && text_is_line_safe(host) &&
	    gnutls_idna_map(host, (unsigned)size, &mapped, 0) == 0) {
		g_autofree char *ascii = g_strndup((const char *)mapped.data, mapped.size);

		gnutls_free(mapped.data);
		if (strlen(ascii) <= NAME_BYTES && strchr(ascii, ' ') == NULL)
			return g_steal_pointer(&ascii);
	}
	error_set(error, ERROR_CONFIG, "\"%s\" is no host name", host);
	return NULL;
}

bool
net_host_is_local(const char *host)
{
	static const char domain[] = ".localhost";
	size_t size = strlen(host);
	size_t below = strlen(domain);

	return g_ascii_strcasecmp(host, domain + 1) == 0 ||
	       (size > below && g_ascii_strcasecmp(host + size - below, domain) == 0);
}
