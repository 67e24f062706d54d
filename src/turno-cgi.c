/*
 * turno-cgi: the web pages, as plain CGI or as FastCGI, whichever the web server starts it as.
 * The configuration is named by TURNO_CONF in the environment that the server starts it with;
 * the command line is never read, because a server may put a query there (RFC 3875 §4.4).
 */
#include "config.h"

#include <fcgiapp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/secret.h"
#include "web/page_file.h"
#include "web/web.h"

enum { DESCRIPTORS_MAX = 64 };
enum { REQUESTS_MAX = 10000 }; /* then a FastCGI process begins anew: nothing can pile up */

static const char *
cgi_env(void *context, const char *name)
{
	(void)context;
	return getenv(name);
}

/* context: how much of the body was not read yet. */
static int
cgi_read(void *context, void *ret_bytes, size_t size_bytes)
{
	uint64_t *left = context;
	size_t got = fread(ret_bytes, 1, size_bytes, stdin);

	*left -= MIN(got, *left);
	return got == 0 && ferror(stdin) ? -1 : (int)got;
}

static bool
cgi_write(void *context, const void *bytes, size_t size_bytes)
{
	(void)context;
	return fwrite(bytes, 1, size_bytes, stdout) == size_bytes;
}

static const char *
fcgi_env(void *context, const char *name)
{
	const FCGX_Request *request = context;

	return FCGX_GetParam(name, request->envp);
}

static int
fcgi_read(void *context, void *ret_bytes, size_t size_bytes)
{
	const FCGX_Request *request = context;
	int got = FCGX_GetStr(ret_bytes, (int)size_bytes, request->in);

	return got == 0 && FCGX_GetError(request->in) != 0 ? -1 : got;
}

static bool
fcgi_write(void *context, const void *bytes, size_t size_bytes)
{
	const FCGX_Request *request = context;

	return FCGX_PutStr(bytes, (int)size_bytes, request->out) == (int)size_bytes;
}

/* Reads what nobody wanted: Apache loses the end of an answer whose program left before the
 * request was read. */
static void
drain(uint64_t *left)
{
	char buffer[8192];

	while (*left > 0 && cgi_read(left, buffer, MIN(sizeof buffer, *left)) > 0)
		continue;
}

static int
serve_cgi(struct web *web)
{
	const char *length = getenv("CONTENT_LENGTH");
	uint64_t left = length != NULL ? g_ascii_strtoull(length, NULL, 10) : 0;
	const struct io io = {&left, cgi_env, cgi_read, cgi_write};

	web_handle(web, &io);
	bool is_sent = fflush(stdout) == 0;
	drain(&left);
	return is_sent ? EX_OK : EX_IOERR;
}

static uint64_t
requests_max(void)
{
	const char *text = getenv("TURNO_REQUESTS");
	uint64_t wanted = text != NULL ? g_ascii_strtoull(text, NULL, 10) : 0;

	return wanted > 0 ? wanted : REQUESTS_MAX;
}

/* *ret_is_over: the server wants no more of it. */
static int
serve_fcgi(struct web *web, bool *ret_is_over)
{
	FCGX_Request request;
	const struct io io = {&request, fcgi_env, fcgi_read, fcgi_write};
	uint64_t left = requests_max();

	if (FCGX_InitRequest(&request, 0, 0) != 0)
		return EX_OSERR;
	for (; left > 0 && FCGX_Accept_r(&request) == 0; left--) {
		web_handle(web, &io);
		FCGX_Finish_r(&request);
	}
	FCGX_Free(&request, 1);
	*ret_is_over = left > 0;
	return EX_OK;
}

static int
serve(bool *ret_is_over)
{
	g_autoptr(GError) error = NULL;
	const char *path = getenv("TURNO_CONF");

	g_autoptr(Conf) conf =
	    conf_read(path != NULL ? path : SYSCONFDIR "/turno.conf", &error);
	if (conf == NULL || !page_file_use_folder(conf->web_page_dir, &error)) {
		log_error("%s", error->message);
		return EX_CONFIG;
	}
	conf_forget_databases(conf, conf->database_web);
	if (FCGX_Init() != 0)
		return EX_OSERR;
	g_autoptr(Web) web = web_new(conf);
	return FCGX_IsCGI() ? serve_cgi(web) : serve_fcgi(web, ret_is_over);
}

/*
 * A process that has done its requests executes itself: the socket stays open, and what waits
 * in it is answered. Were it to end, lighttpd would answer those with 500 and, until it has
 * started the next, all others with 503.
 */
int
main(int argc, char **argv)
{
	bool is_over = true;

	(void)argc;
	log_init("web", LOG_LEVEL_INFO);
	secret_init();
	harden_process(DESCRIPTORS_MAX, true);
	int status = serve(&is_over);
	if (status == EX_OK && !is_over)
		execv("/proc/self/exe", argv);
	return status;
}
