#include "config.h"
#include "smtp/wire.h"

#include <string.h>

#include "net/host.h"

GString *
smtp_wire_format(const char *bytes, size_t size_bytes)
{
	GString *wire = g_string_sized_new(size_bytes + size_bytes / 32 + 2);
	bool at_start = true;

	for (size_t i = 0; i < size_bytes; i++) {
		char c = bytes[i];

		if (c == '\r' || c == '\n') {
			if (c == '\r' && i + 1 < size_bytes && bytes[i + 1] == '\n')
				i++;
			g_string_append_len(wire, "\r\n", 2);
			at_start = true;
			continue;
		}
		if (at_start && c == '.')
			g_string_append_c(wire, '.');
		g_string_append_c(wire, c);
		at_start = false;
	}
	if (!at_start)
		g_string_append_len(wire, "\r\n", 2);
	return wire;
}

bool
smtp_wire_is_8bit(const char *bytes, size_t size_bytes)
{
	for (size_t i = 0; i < size_bytes; i++)
		if ((unsigned char)bytes[i] >= 0x80)
			return true;
	return false;
}

bool
smtp_wire_is_utf8_header(const char *bytes, size_t size_bytes)
{
	for (size_t i = 0; i < size_bytes; i++) {
		if ((unsigned char)bytes[i] >= 0x80)
			return true;
		/* the header ends at the first empty line */
		if (bytes[i] == '\n' && i + 1 < size_bytes &&
		    (bytes[i + 1] == '\n' ||
			(bytes[i + 1] == '\r' && i + 2 < size_bytes && bytes[i + 2] == '\n')))
			return false;
	}
	return false;
}

char *
smtp_address_to_ascii(const char *address)
{
	const char *at = strrchr(address, '@');

	if (at == NULL || smtp_wire_is_8bit(address, (size_t)(at - address)))
		return NULL;
	if (!smtp_wire_is_8bit(at, strlen(at)))
		return g_strdup(address);
	g_autofree char *domain = net_host_to_ascii(at + 1, NULL);
	if (domain == NULL)
		return NULL;
	return g_strdup_printf("%.*s@%s", (int)(at - address), address, domain);
}

char *
smtp_xtext(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *p = text; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		if (c < '!' || c > '~' || c == '+' || c == '=')
			g_string_append_printf(out, "+%02X", c);
		else
			g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}
