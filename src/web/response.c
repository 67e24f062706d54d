#include "config.h"
#include "web/response.h"

#include <string.h>

#include "base/text.h"

static const char page_policy[] = "default-src 'none'; style-src 'self'; script-src 'self'; "
				  "connect-src 'self'; img-src 'self'; form-action 'self'; "
				  "frame-ancestors 'none'; base-uri 'none'";
static const char document_policy[] = "sandbox; default-src 'none'; frame-ancestors 'none'";

struct response *
response_new(void)
{
	struct response *response = g_new0(struct response, 1);

	response->status = 200;
	response->type = "text/html; charset=utf-8";
	response->fields = g_string_new(NULL);
	response->body = g_string_new(NULL);
	return response;
}

void
response_free(struct response *response)
{
	if (response == NULL)
		return;
	g_string_free(response->fields, TRUE);
	g_string_free(response->body, TRUE);
	g_free(response);
}

void
response_add_field(struct response *response, const char *name, const char *value)
{
	if (text_is_line_safe(value))
		g_string_append_printf(response->fields, "%s: %s\r\n", name, value);
}

void
response_redirect(struct response *response, const char *url)
{
	response->status = 303;
	g_string_truncate(response->body, 0);
	response_add_field(response, "Location", url);
}

void
response_set_cookie(struct response *response, const char *name, const char *token)
{
	g_autofree char *value =
	    g_strdup_printf("%s=%s; Path=/; Secure; HttpOnly; SameSite=Lax%s", name,
		token != NULL ? token : "", token != NULL ? "" : "; Max-Age=0");

	response_add_field(response, "Set-Cookie", value);
}

static const char *
reason(int status)
{
	static const struct {
		int status;
		const char *reason;
	} known[] = {{200, "OK"}, {201, "Created"}, {206, "Partial Content"},
	    {303, "See Other"}, {400, "Bad Request"}, {401, "Unauthorized"}, {403, "Forbidden"},
	    {404, "Not Found"}, {405, "Method Not Allowed"}, {409, "Conflict"},
	    {411, "Length Required"}, {413, "Content Too Large"}, {414, "URI Too Long"},
	    {415, "Unsupported Media Type"}, {416, "Range Not Satisfiable"},
	    {422, "Unprocessable Content"}, {429, "Too Many Requests"},
	    {503, "Service Unavailable"}};

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (known[i].status == status)
			return known[i].reason;
	return "Internal Server Error";
}

bool
response_send_head(const struct response *response, const struct io *io)
{
	g_autoptr(GString) head = g_string_new(NULL);

	g_string_append_printf(
	    head, "Status: %d %s\r\n", response->status, reason(response->status));
	g_string_append_printf(head, "Content-Type: %s\r\n", response->type);
	g_string_append_printf(head, "Content-Security-Policy: %s\r\n",
	    response->is_sandboxed ? document_policy : page_policy);
	g_string_append(head, "Referrer-Policy: no-referrer\r\n"
			      "X-Content-Type-Options: nosniff\r\n"
			      "X-Frame-Options: DENY\r\n"
			      "Cross-Origin-Opener-Policy: same-origin\r\n"
			      "Cross-Origin-Resource-Policy: same-origin\r\n"
			      "X-Robots-Tag: noindex\r\n");
	g_string_append(head, response->is_public
				  ? "Cache-Control: public, max-age=31536000, immutable\r\n"
				  : "Cache-Control: no-store\r\n");
	g_string_append_len(head, response->fields->str, (gssize)response->fields->len);
	g_string_append(head, "\r\n");
	return io->write(io->context, head->str, head->len);
}

bool
response_send(const struct response *response, const struct io *io)
{
	if (!response_send_head(response, io))
		return false;
	return response->is_head || response->body->len == 0 ||
	       io->write(io->context, response->body->str, response->body->len);
}
