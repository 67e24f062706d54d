#include "config.h"
#include "web/bundle.h"

#include <jansson.h>

#include "base/error.h"
#include "base/log.h"
#include "export/bundle.h"
#include "export/sink.h"
#include "store/db.h"
#include "web/download.h"
#include "web/exchange.h"

/* What is exported, by the parameter of the path that names it. */
static const struct subject {
	const char *parameter;
	const struct bundle_source *source;
} subjects[] = {{"ticket", &bundle_ticket_seen}, {"contact", &bundle_contact_seen}};
static const struct subject oneself = {"export", &bundle_contact};

static const struct subject *
find_subject(const struct exchange *x)
{
	for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++)
		if (json_object_get(x->params, subjects[i].parameter) != NULL)
			return &subjects[i];
	return &oneself;
}

/* "ticket-142.zip" or "export.zip", as a file to be kept. */
static bool
send_head(struct exchange *x)
{
	const char *subject = find_subject(x)->parameter;
	const json_t *number = json_object_get(x->params, subject);
	g_autofree char *name = number != NULL
				    ? g_strdup_printf("%s-%" JSON_INTEGER_FORMAT ".zip",
					  subject, json_integer_value(number))
				    : g_strdup_printf("%s.zip", subject);
	g_autofree char *disposition = download_disposition(name, false);

	x->is_sent = true;
	x->response->type = "application/zip";
	x->response->is_sandboxed = true;
	response_add_field(x->response, "Content-Disposition", disposition);
	return response_send_head(x->response, x->io);
}

/* The head goes before the first piece: until then an error can still be told. */
static bool
write_piece(void *context, const void *bytes, size_t size)
{
	struct exchange *x = context;

	if (!x->is_sent && !send_head(x))
		return false;
	return x->request->method == METHOD_HEAD || x->io->write(x->io->context, bytes, size);
}

static bool
send_zip(struct exchange *x, GError **error)
{
	struct bundle_counts counts = {0};
	g_autoptr(Sink) sink = sink_open_zip_to(write_piece, x, error);
	json_t *p = exchange_argument(x);
	bool ok = sink != NULL &&
		  bundle_write(*x->db, find_subject(x)->source, p, sink, &counts, error);

	json_decref(p);
	return ok;
}

void
bundle_send(struct exchange *x)
{
	g_autoptr(GError) error = NULL;

	if (!exchange_enter(x) || send_zip(x, &error))
		return;
	if (x->is_sent)
		log_warning("page=%s error=%s", x->route->pattern, error->message);
	else
		exchange_fail(x, error);
}
