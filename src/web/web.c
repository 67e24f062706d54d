#include "config.h"
#include "web/web.h"

#include "base/conf.h"
#include "base/text.h"
#include "store/db.h"
#include "web/api.h"
#include "web/exchange.h"
#include "web/message.h"
#include "web/page.h"
#include "web/sheet.h"

struct web {
	const struct conf *conf;
	struct db *db; /* NULL until it is needed, and after it was lost */
};

struct web *
web_new(const struct conf *conf)
{
	struct web *web = g_new0(struct web, 1);

	web->conf = conf;
	return web;
}

void
web_free(struct web *web)
{
	if (web == NULL)
		return;
	g_clear_pointer(&web->db, db_close);
	g_free(web);
}

/* The sentence for a request that was refused unread. */
static const char *
refusal(int status)
{
	switch (status) {
	case 405:
		return N_("This address cannot be used that way.");
	case 411:
		return N_("The form did not arrive as it should. Go back and send it again.");
	case 413:
		return N_(
		    "What you sent is too large. Go back, what you wrote is still there, and "
		    "choose smaller or fewer files.");
	default:
		return N_("This address is not written as it should be.");
	}
}

/* As the asker reads it: a page, or JSON. */
static void
refuse(struct exchange *x, int status, const char *sentence)
{
	if (api_is_asked(x->io))
		api_refuse(x, status, sentence);
	else
		exchange_refuse(x, status, sentence);
}

static void
dispatch(struct exchange *x)
{
	bool other = false;

	x->route = route_find(x->request->method, x->request->path, x->params, &other);
	if (x->route == NULL) {
		refuse(x, other ? 405 : 404,
		    other ? refusal(405) : N_("There is nothing here that you can see."));
		return;
	}
	if (x->route->role == ROLE_OPERATOR || x->route->role == ROLE_ADMIN)
		x->token = g_strdup(x->request->operator_token);
	else if (x->route->role == ROLE_CONTACT)
		x->token = g_strdup(x->request->contact_token);
	if (x->route->handle != NULL)
		x->route->handle(x);
	else if (x->route->method == METHOD_POST)
		page_submit(x);
	else if (x->route->csv != NULL)
		sheet_send(x);
	else
		page_show(x);
}

void
web_handle(struct web *web, const struct io *io)
{
	int status = 0;
	int64_t limit = ((int64_t)web->conf->web_upload_mib << 20) + FORM_BYTES;
	g_autoptr(Request) request = request_read(io, web->conf->web_base_url, limit, &status);
	g_autoptr(Response) response = response_new();
	g_autoptr(Form) form = form_new();
	struct exchange x = {.conf = web->conf,
	    .db = &web->db,
	    .io = io,
	    .request = request,
	    .response = response,
	    .form = form,
	    .params = json_object()};

	if (request == NULL) {
		const char *languages = io->env(io->context, "HTTP_ACCEPT_LANGUAGE");
		g_autoptr(Request) bare = g_new0(struct request, 1);
		bare->language = language_negotiate(languages);
		x.request = bare;
		refuse(&x, status, refusal(status));
	} else {
		response->is_head = request->method == METHOD_HEAD;
		dispatch(&x);
	}
	if (web->db != NULL)
		db_rollback(web->db);
	if (!x.is_sent)
		response_send(response, io);
	json_decref(x.params);
	json_decref(x.viewer);
	json_decref(x.language);
	g_free(x.token);
}
