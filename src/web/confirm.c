#include "config.h"
#include "web/confirm.h"

#include "web/exchange.h"
#include "web/message.h"
#include "web/page.h"
#include "web/sentence.h"

/* The page, in the language of whom the token names. */
static void
render(struct exchange *x, int status, json_t *data)
{
	const char *refusal = json_string_value(json_object_get(data, "refusal"));

	json_decref(x->language);
	x->language = json_incref(json_object_get(data, "language"));
	if (refusal != NULL) {
		g_autofree char *text = sentence_text(exchange_language(x), refusal);
		json_object_set_new(data, "refusal", json_string(text));
	}
	exchange_render(x, status, "confirm", data);
}

void
confirm_show(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	json_t *data = NULL;

	if (exchange_begin(x, &error) &&
	    exchange_call(x, "select turno.page_confirm($1::jsonb)", x->params, &data, &error))
		render(x, 200, data);
	else
		exchange_fail(x, error);
	json_decref(data);
}

/* Done: the page says so, or the ticket that was asked for opens. */
static void
conclude(struct exchange *x, json_t *result)
{
	g_autoptr(GError) error = NULL;
	const char *token = json_string_value(json_object_get(result, "token"));

	if (!exchange_commit(x, &error)) {
		exchange_fail(x, error);
	} else if (token != NULL) {
		response_set_cookie(x->response, COOKIE_CONTACT, token);
		exchange_redirect(x, "/t", NULL);
	} else {
		render(x, 200, result);
	}
}

void
confirm_submit(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	json_t *result = NULL;

	if (!page_read_open_form(x))
		return;
	if (!exchange_begin(x, &error) ||
	    !exchange_call(
		x, "select turno.act_confirm($1::jsonb)", x->params, &result, &error))
		exchange_fail(x, error);
	else if (json_is_true(json_object_get(result, "ok")))
		conclude(x, result);
	else if (json_object_get(result, "refusal") != NULL)
		render(x, 409, result);
	else
		confirm_show(x);
	json_decref(result);
}
