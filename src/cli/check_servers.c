/* The servers of the office, tried as turnod tries them; nothing is changed there. */
#include "config.h"

#include <jansson.h>

#include "base/conf.h"
#include "base/error.h"
#include "base/secret.h"
#include "cli/check.h"
#include "job/account.h"
#include "store/db.h"
#include "store/mailbox.h"

/* One that cannot be read was found before. */
static bool
has_secret(const struct conf *conf, const char *name)
{
	char *secret = *name != '\0' ? secret_read(conf->secret_dir, name, NULL) : NULL;
	bool is_there = *name == '\0' || secret != NULL;

	secret_free(secret);
	return is_there;
}

static void
check_mailbox(json_t *findings, const struct conf *conf, const struct mailbox_job *job)
{
	g_autoptr(GError) error = NULL;

	if (!has_secret(conf, job->imap_secret) || account_try_mailbox(conf, job, &error))
		return;
	g_autofree char *message = g_strdup_printf("Signing in at %s port %d fails: %s",
	    job->imap_host, job->imap_port, error->message);
	const struct finding finding = {
	    .kind = "mailbox",
	    .name = job->name,
	    .message = message,
	    .advice = error_is(error, ERROR_CONFIG)
			  ? "Look at its --imap-host, --imap-login, --folder, the file of "
			    "--imap-secret and, for a certificate, tls.ca_file or --imap-pin."
			  : "See that the server runs and can be reached from here.",
	};
	check_add(findings, &finding);
}

static void
check_submission(
    json_t *findings, const struct conf *conf, const struct conf_submission *submission)
{
	g_autoptr(GError) error = NULL;

	if (!has_secret(conf, submission->secret) ||
	    account_try_submission(conf, submission, &error))
		return;
	bool is_own = *submission->mailbox != '\0';
	g_autofree char *key = g_strconcat("submission.", submission->name, NULL);
	g_autofree char *message = g_strdup_printf("Signing in at %s port %d fails: %s",
	    submission->host, submission->port, error->message);
	const struct finding finding = {
	    .kind = is_own ? "mailbox" : "submission",
	    .name = is_own ? submission->mailbox : submission->name,
	    .where = is_own ? NULL : conf_place(conf, key),
	    .message = message,
	    .advice =
		!error_is(error, ERROR_CONFIG)
		    ? "See that the server runs and can be reached from here."
		: is_own
		    ? "Look at its --smtp-host, --smtp-port, --smtp-tls, --smtp-login, the "
		      "file of --smtp-secret or the password on the web and, for a "
		      "certificate, tls.ca_file or --smtp-pin."
		    : "Look at host, port, tls, login, the file of secret and, for a "
		      "certificate, tls.ca_file or pin_sha256.",
	};
	check_add(findings, &finding);
}

void
check_servers(json_t *findings, const struct conf *conf, struct db *db)
{
	g_autoptr(GPtrArray) jobs = NULL;
	g_autoptr(GPtrArray) submissions = NULL;
	g_autoptr(GError) error = NULL;

	if (!mailbox_jobs(db, &jobs, &error) ||
	    !mailbox_submissions(db, NULL, &submissions, &error)) {
		const struct finding finding = {.kind = "database",
		    .name = "",
		    .message = error->message,
		    .advice = "turno migrate."};
		check_add(findings, &finding);
		return;
	}
	for (guint i = 0; i < jobs->len; i++)
		check_mailbox(findings, conf, jobs->pdata[i]);
	for (guint i = 0; i < conf->submissions->len; i++)
		check_submission(findings, conf, conf->submissions->pdata[i]);
	for (guint i = 0; i < submissions->len; i++)
		check_submission(findings, conf, submissions->pdata[i]);
}
