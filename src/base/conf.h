/*
 * conf: turno.conf (libconfig), read once into a struct. Every key is known here: an unknown
 * key, a wrong type or a value out of range is an error that names file, line and key.
 * Described by turno.conf(5).
 */
#ifndef TURNO_BASE_CONF_H
#define TURNO_BASE_CONF_H

#include <glib.h>
#include <stdbool.h>

enum conf_tls {
	CONF_TLS_IMPLICIT, /* TLS from the first byte */
	CONF_TLS_STARTTLS, /* refused if the server does not offer it */
	CONF_TLS_NONE,     /* loopback only, and only with tls.allow_plain_on_loopback */
};

/* Where mail is handed in: a group of `submission`, named by turno.mailbox.submission, or the
 * own server of a mailbox, which the database knows. */
struct conf_submission {
	char *name;    /* of the account: a group, or mailbox:NAME */
	char *mailbox; /* whose own server it is; "" of a group */
	char *host;
	int port;
	enum conf_tls tls;
	char *login;      /* "" when the server asks for none */
	char *secret;     /* file name in secret_dir, "" when none */
	char *sealed;     /* or the password, see base/seal.h; "" of a group */
	char *pin_sha256; /* of the public key of the server, 64 hex digits; "" when none */
	int per_minute;   /* mails at most, as the provider allows; 0 no limit */
	int per_day;      /* in 24 hours; 0 no limit */
};

void conf_submission_free(struct conf_submission *submission);
typedef struct conf_submission ConfSubmission; /* only for g_autoptr(ConfSubmission) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ConfSubmission, conf_submission_free)

struct conf {
	char *path;         /* the file this was read from */
	GHashTable *places; /* key or group, "web.base_url" → "turno.conf:12" */

	/* database.* : libpq connection strings, one per role, and the secrets (file names in
	 * secret_dir, "" when none) that hold their passwords */
	char *database_gateway, *database_gateway_secret;
	char *database_web, *database_web_secret;
	char *database_admin, *database_admin_secret;

	bool confine;            /* the processes of turnod see only the files that they need */
	char *confine_also_read; /* more folders for them, separated by colons */

	char *secret_dir;   /* files with passwords, one each */
	char *spool_dir;    /* for unlinked temporary files of large mails */
	char *template_dir; /* "" : the templates compiled in */

	char *tls_ca_file; /* "" : the system's authorities */
	bool tls_allow_plain_on_loopback;

	char *pec_ca_file; /* authorities of signatures of mail, PEM; "" : not checked */

	/* How long a mail server may take: 1..300, 1..3600, 1..3600 */
	int net_connect_seconds; /* for the connection, and for the handshake of TLS */
	int net_command_seconds; /* for one command and its whole answer, bodies apart */
	int net_data_seconds;    /* for the answer to the final dot (RFC 5321 §4.5.3.2.6) */

	char *http_ca_file;       /* more authorities for servers that are called; "" : none */
	bool http_allow_private;  /* calls may go to this machine and private networks */
	int http_connect_seconds; /* 1..60: for the connection and the handshake of TLS */
	int http_total_seconds;   /* 1..120: for a call and its answer */

	GPtrArray *submissions; /* struct conf_submission *, at least one */

	char *web_base_url; /* no slash at the end; https, or http on loopback */
	char *web_page_dir; /* "" : the pages compiled in */
	int web_upload_mib;

	int readers;       /* 1..32 reader processes */
	int submitters;    /* 1..16 submit processes of each submission */
	int poll_seconds;  /* between polls where a server has no IDLE, and the longest IDLE */
	int lease_seconds; /* how long a dead turnod keeps its mailboxes and the writer */
	int limit_raw_mib; /* larger mails: header only */
	char *log_level;   /* error, warning, info, debug */
};

/*
 * Reads path. Relative file names inside it are taken from the folder of path.
 * NULL on error (CONFIG): "turno.conf:12: readers: must be between 1 and 32". Caller frees with
 * conf_free().
 */
struct conf *conf_read(const char *path, GError **error);

void conf_free(struct conf *conf);
typedef struct conf Conf; /* only for g_autoptr(Conf) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Conf, conf_free)

/* Wipes what this program connects as nobody for: one of the three strings database_* is kept,
 * the others may hold passwords. kept: conf->database_gateway, _web or _admin. */
void conf_forget_databases(struct conf *conf, const char *kept);

/* The submission group called name; NULL and CONFIG when there is none. Borrowed from conf. */
const struct conf_submission *conf_find_submission(
    const struct conf *conf, const char *name, GError **error);

/* Where key ("web.base_url", "submission.NAME.port") stands, "/etc/turno/turno.conf:12"; of one
 * that the file does not give, where its group begins, else the file. Borrowed from conf. */
const char *conf_place(const struct conf *conf, const char *key);

/* "implicit", "starttls", "none" → enum; false for anything else. */
bool conf_parse_tls(const char *word, enum conf_tls *ret_tls);

#endif
