#include "config.h"
#include "web/contact.h"

#include "web/exchange.h"
#include "web/page.h"

void
contact_home(struct exchange *x)
{
	if (!exchange_enter(x))
		return;
	json_t *ticket = json_object_get(x->viewer, "ticket");
	if (!json_is_integer(ticket)) {
		exchange_redirect(x, "/t/list", NULL);
		return;
	}
	json_object_set(x->params, "ticket", ticket);
	g_autofree char *path = route_path("/t/#ticket", x->params);
	exchange_redirect(x, path, NULL);
}

/* Kept, and a mail is on its way: or the form again. */
static void
conclude(struct exchange *x, json_t *result)
{
	g_autoptr(GError) error = NULL;

	if (!json_is_true(json_object_get(result, "ok"))) {
		json_object_update(x->form->errors, json_object_get(result, "errors"));
		page_show_again(x, 422, x->route->page, x->route->page_sql, NULL);
	} else if (exchange_commit(x, &error)) {
		json_t *data = json_object();
		exchange_add_door(x, data);
		exchange_render(x, 200, "asked", data);
		json_decref(data);
	} else {
		exchange_fail(x, error);
	}
}

void
contact_ask(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	json_t *result = NULL;

	if (!page_read_open_form(x))
		return;
	if (!exchange_begin(x, &error)) {
		exchange_fail(x, error);
		return;
	}
	if (json_object_size(x->form->errors) > 0) {
		page_show_again(x, 422, x->route->page, x->route->page_sql, NULL);
		return;
	}
	json_t *p = exchange_argument(x);
	if (exchange_call(x, "select turno.request_open($1::jsonb)", p, &result, &error))
		conclude(x, result);
	else
		page_refuse(x, error);
	json_decref(p);
	json_decref(result);
}
