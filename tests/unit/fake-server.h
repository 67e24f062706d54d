/*
 * fake-server: a mail server in a thread that follows a script and can misbehave on purpose.
 * It listens on 127.0.0.1, on a port chosen by the system, and serves one connection after
 * another, each from the beginning of the script.
 */
#ifndef TURNO_TESTS_FAKE_SERVER_H
#define TURNO_TESTS_FAKE_SERVER_H

#include <glib.h>
#include <gnutls/gnutls.h>
#include <stdbool.h>
#include <stddef.h>

enum fake_then {
	FAKE_GO_ON,
	FAKE_CLOSE,           /* close the connection at once */
	FAKE_TLS,             /* shake hands */
	FAKE_BODY,            /* read up to CRLF . CRLF before the next step */
	FAKE_REQUEST,         /* read the rest of a request of HTTP, body and all */
	FAKE_SILENCE,         /* say nothing more until the client closes */
	FAKE_FLOOD,           /* send 'x' until the client closes */
	FAKE_HANG_UP_IN_BODY, /* read some of the body, then close */
};

/* One exchange: wait for a line that contains expect (NULL: wait for none), answer it. "TAG" in
 * the answer becomes the line's first word. A script ends with a step of zeros; then the server
 * takes one more line (LOGOUT, QUIT) and closes. */
struct fake_step {
	const char *expect;
	const char *answer; /* NULL: nothing */
	enum fake_then then;
	size_t answer_size; /* 0: strlen; else the answer holds NUL and is sent as it is */
};

struct fake_server;

struct fake_server *fake_server_new(const struct fake_step *script);

/* For FAKE_TLS; implicit: shake hands before the script begins. priority NULL: "NORMAL". */
void fake_server_use_tls(struct fake_server *server,
    gnutls_certificate_credentials_t credentials, bool implicit, const char *priority);

void fake_server_start(struct fake_server *server);
int fake_server_port(const struct fake_server *server);

/*
 * Waits until the client has gone, ends the thread, frees.
 * Returns all bytes the client sent (inside TLS), caller frees. A step that was not met fails
 * the test.
 */
char *fake_server_end(struct fake_server *server);

#endif
