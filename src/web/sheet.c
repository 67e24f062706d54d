#include "config.h"
#include "web/sheet.h"

#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "web/download.h"
#include "web/exchange.h"
#include "web/message.h"
#include "web/page.h"

enum { PIECES_MAX = 4000 }; /* of one file: 2,000,000 lines at 500 a piece */

static bool
write_text(const struct exchange *x, const char *text)
{
	return *text == '\0' || x->io->write(x->io->context, text, strlen(text));
}

/* "tickets-2026-11-27.csv" */
static char *
make_name(const char *stem)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_local();
	g_autofree char *day = g_date_time_format(now, "%F");

	return g_strdup_printf("%s-%s.csv", stem, day);
}

static bool
begin_answer(struct exchange *x)
{
	g_autofree char *name = make_name(x->route->csv);
	g_autofree char *disposition = download_disposition(name, false);

	x->is_sent = true;
	x->response->type = "text/csv; charset=utf-8; header=present";
	x->response->is_sandboxed = true;
	response_add_field(x->response, "Content-Disposition", disposition);
	return response_send_head(x->response, x->io) && x->request->method != METHOD_HEAD &&
	       write_text(x, "\xef\xbb\xbf");
}

/* Writes a piece and takes its "next" for the following one. False at the end. */
static bool
write_piece(struct exchange *x, const json_t *piece, json_t *p)
{
	const char *csv = json_string_value(json_object_get(piece, "csv"));
	json_t *next = json_object_get(piece, "next");

	if (csv == NULL || !write_text(x, csv) || !json_is_string(next))
		return false;
	json_object_set(p, "after", next);
	return true;
}

/* The first line is on its way: an error can only be told in the file itself. */
static void
break_off(const struct exchange *x, const GError *error)
{
	const char *sentence = message_text(
	    exchange_language(x), N_("Lines are missing here: please get the file again."));

	log_warning("page=%s error=%s", x->route->pattern, error->message);
	if (write_text(x, "\"") && write_text(x, sentence))
		write_text(x, "\"\r\n");
}

void
sheet_send(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	json_t *p = NULL;
	json_t *piece = NULL;

	if (!page_load(x, &p, &piece))
		return;
	bool is_more = begin_answer(x) && write_piece(x, piece, p);
	for (int n = 1; is_more && n < PIECES_MAX; n++) {
		g_clear_pointer(&piece, json_decref);
		if (!exchange_begin(x, &error) ||
		    !exchange_call(x, x->route->sql, p, &piece, &error) ||
		    !exchange_commit(x, &error)) {
			break_off(x, error);
			break;
		}
		is_more = write_piece(x, piece, p);
	}
	json_decref(p);
	json_decref(piece);
}
