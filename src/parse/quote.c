#include "config.h"
#include "parse/quote.h"

#include <glib.h>

void
quote_split(const char *text, char **ret_visible, char **ret_quoted, char **ret_signature)
{
	*ret_visible = g_strdup(text);
	*ret_quoted = g_strdup("");
	*ret_signature = g_strdup("");
}
