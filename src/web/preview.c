#include "config.h"
#include "web/preview.h"

#include <jansson.h>

#include "base/conf.h"
#include "compose/compose.h"
#include "store/db.h"
#include "web/exchange.h"
#include "web/page.h"

/* One mail as people read it, added to list. */
static bool
add_mail(const struct compose *compose, const json_t *envelope, json_t *list, GError **error)
{
	g_autofree char *subject = NULL;
	g_autofree char *body = NULL;
	const json_t *to = json_object_get(envelope, "to");

	if (!compose_text(compose, envelope, &subject, &body, error))
		return false;
	json_array_append_new(list,
	    json_pack("{s:o, s:s, s:s}", "to", json_deep_copy(json_object_get(to, "address")),
		"subject", subject, "body", body));
	return true;
}

/* The mails of the envelopes; NULL and an error when one cannot be made. */
static json_t *
make_mails(const struct exchange *x, const json_t *envelopes, GError **error)
{
	g_autoptr(Compose) compose =
	    compose_new(x->conf->web_base_url, x->conf->template_dir, error);
	json_t *list = json_array();

	for (size_t i = 0; compose != NULL && i < json_array_size(envelopes); i++) {
		if (!add_mail(compose, json_array_get(envelopes, i), list, error))
			g_clear_pointer(&compose, compose_free);
	}
	if (compose != NULL)
		return json_pack("{s:o}", "mails", list);
	json_decref(list);
	return NULL;
}

/* Puts the preview, or what is wrong, beside what was typed. */
static bool
fill_form(struct exchange *x, const json_t *result, GError **error)
{
	if (!json_is_true(json_object_get(result, "ok"))) {
		json_object_update(x->form->errors, json_object_get(result, "errors"));
		return true;
	}
	json_t *mails = make_mails(x, json_object_get(result, "mails"), error);
	if (mails != NULL)
		json_object_set_new(x->form->values, "preview", mails);
	return mails != NULL && exchange_commit(x, error);
}

void
preview_show(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	json_t *result = NULL;

	if (!page_admit(x))
		return;
	json_t *p = exchange_argument(x);
	if (!exchange_call(x, "select turno.act_reply_preview($1::jsonb)", p, &result, &error))
		page_refuse(x, error);
	else if (!fill_form(x, result, &error))
		exchange_fail(x, error);
	else
		page_show_again(x, json_object_size(x->form->errors) > 0 ? 422 : 200,
		    x->route->page, x->route->page_sql, NULL);
	json_decref(p);
	json_decref(result);
}
