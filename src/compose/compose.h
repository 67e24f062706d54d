/*
 * compose: an outbox row becomes the bytes of a mail (RFC 5322, RFC 2045). It builds with GMime
 * and never parses with it. No mail of ours carries an attachment (R35): documents are named,
 * and fetched by a link.
 */
#ifndef TURNO_COMPOSE_COMPOSE_H
#define TURNO_COMPOSE_COMPOSE_H

#include <glib.h>
#include <stdbool.h>

struct compose;
struct json_t; /* jansson's json_t */

/*
 * Loads the templates of all kinds and languages: those in template_dir ("" none:
 * it/reply.txt …), else the ones compiled in. base_url is web.base_url of the configuration,
 * without a slash at the end. NULL and CONFIG when a template is wrong (file and line in the
 * message). Caller frees with compose_free().
 */
struct compose *compose_new(const char *base_url, const char *template_dir, GError **error);

void compose_free(struct compose *compose);
typedef struct compose Compose; /* only for g_autoptr(Compose) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Compose, compose_free)

/*
 * The mail of an envelope as turno.outbox_claim() gives it (object; texts UTF-8). Lines end in
 * CRLF and are at most 998 bytes; one part, text/plain; charset utf-8, 7bit or
 * quoted-printable. Date is the envelope's "date" (RFC 3339) or now. Names and subjects are put
 * on one line and encoded (RFC 2047); ids and addresses that could end a header line are
 * refused, except that such foreign ids are left out of In-Reply-To and References. Dots are
 * not stuffed: SMTP's business. Caller unrefs. NULL: REJECT (this row can never be sent; the
 * message says why).
 *
 * Source: RFC 5322 §2.1.1, §3.6; RFC 3834 §5; M13, M32.
 */
GBytes *compose_mail(
    const struct compose *compose, const struct json_t *envelope, GError **error);

/*
 * Subject and text of that mail alone, as people read them: in the words of the envelope's
 * "override" (subject, body), the office's own, else in those that compose_new() loaded. Caller
 * frees both. False: REJECT.
 */
bool compose_text(const struct compose *compose, const struct json_t *envelope,
    char **ret_subject, char **ret_body, GError **error);

#endif
