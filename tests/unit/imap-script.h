/* imap-script: the usual first steps of a scripted IMAP server, and a session opened on it. */
#ifndef TURNO_TESTS_IMAP_SCRIPT_H
#define TURNO_TESTS_IMAP_SCRIPT_H

#include "fake-server.h"
#include "imap/session.h"

#define STEP(expect, answer)                                                                   \
	{                                                                                      \
		expect, answer, FAKE_GO_ON, 0                                                  \
	}
#define LAST(expect, answer, then)                                                             \
	{                                                                                      \
		expect, answer, then, 0                                                        \
	}
#define IMAP_GREETING STEP(NULL, "* OK ready\r\n")
#define IMAP_CAPABILITY(words)                                                                 \
	STEP(" CAPABILITY\r\n", "* CAPABILITY IMAP4rev1 " words "\r\nTAG OK done\r\n")
#define IMAP_LOGIN STEP(" LOGIN anna \"open sesame\"\r\n", "TAG OK in\r\n")
#define IMAP_SIGNED_IN(words)                                                                  \
	IMAP_GREETING, IMAP_CAPABILITY(words), IMAP_LOGIN, IMAP_CAPABILITY(words)
#define IMAP_SELECT                                                                            \
	STEP(" SELECT INBOX\r\n",                                                              \
	    "* 3 EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 77] v\r\n"                    \
	    "* OK [UIDNEXT 9] n\r\nTAG OK [READ-WRITE] selected\r\n")
#define IMAP_READY(words) IMAP_SIGNED_IN(words), IMAP_SELECT

/* anna, without TLS. */
static inline struct imap_account
make_account(const struct fake_server *server)
{
	return (struct imap_account){.peer = {.host = "127.0.0.1",
					 .port = fake_server_port(server),
					 .tls = CONF_TLS_NONE,
					 .allow_plain = true,
					 .time = {15000, 60000, 600000},
					 .cancel_fd = -1},
	    .login = "anna",
	    .secret = "open sesame"};
}

/* Starts a server on script and signs in. */
static inline struct imap_session *
open_session(const struct fake_step *script, struct fake_server **ret_server)
{
	g_autoptr(GError) error = NULL;

	*ret_server = fake_server_new(script);
	fake_server_start(*ret_server);
	struct imap_account account = make_account(*ret_server);
	struct imap_session *session = imap_session_open(&account, &error);
	g_assert_no_error(error);
	return session;
}

/* The same, with INBOX selected. */
static inline struct imap_session *
open_inbox(const struct fake_step *script, struct fake_server **ret_server)
{
	struct imap_session *session = open_session(script, ret_server);
	g_autoptr(GError) error = NULL;
	uint32_t uidvalidity = 0;

	imap_session_select(session, "INBOX", &uidvalidity, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(uidvalidity, ==, 77);
	return session;
}

/* An array of uint32_t, ended by 0. */
static inline GArray *
make_uids(const uint32_t *uids)
{
	GArray *array = g_array_new(FALSE, FALSE, sizeof *uids);

	for (; *uids != 0; uids++)
		g_array_append_val(array, *uids);
	return array;
}

#endif
