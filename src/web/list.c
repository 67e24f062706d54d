#include "config.h"
#include "web/list.h"

#include <string.h>

#include "web/exchange.h"
#include "web/route/list.h"

enum { REMEMBERED_BYTES = 2000 };

/* A query that is too long, or was not written by a browser, is not remembered. */
static bool
is_remembered(const char *query)
{
	size_t size = strlen(query);

	return size <= REMEMBERED_BYTES &&
	       strspn(query, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			     "0123456789%=&+._~-") == size;
}

void
list_remember(struct exchange *x)
{
	const char *query = x->request->query;

	response_set_cookie(x->response, COOKIE_LIST, is_remembered(query) ? query : "");
}

void
list_add(const struct exchange *x, json_t *p)
{
	g_autoptr(Form) form = form_new();

	if (x->request->list != NULL &&
	    form_add_encoded(form, list_fields, x->request->list, NULL))
		json_object_set(p, "list", form->values);
}
