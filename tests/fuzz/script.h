/*
 * script: a mail server that says what an input holds, in the place of net/connect.c and
 * net/tls.c, so that the stream, the protocol and libetpan run as they are, in one thread and
 * without a network. The input is cut at RECORD: each piece is said when the client waits for
 * an answer; after the last the server closes. TAG in a piece becomes the first word of the
 * client's last line. A TLS handshake always succeeds and changes nothing but the place where
 * the client's bytes are noted.
 */
#ifndef TURNO_TESTS_SCRIPT_H
#define TURNO_TESTS_SCRIPT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define SCRIPT_RECORD 0x1e

/* The next net_connect() meets a server that says bytes (borrowed until script_end()). */
void script_begin(const uint8_t *bytes, size_t size_bytes);

/* All that the client sent: in clear, and inside TLS. Borrowed until script_end(). */
const GString *script_heard_in_clear(void);
const GString *script_heard_in_tls(void);

/* True when the client sent secret, in clear or in TLS, as it is or in base64. */
bool script_heard(const char *secret);

/* Forgets everything. */
void script_end(void);

#endif
