#include "config.h"
#include "store/mailbox.h"

#include <string.h>

#include "base/error.h"
#include "store/json.h"

void
mailbox_job_free(struct mailbox_job *job)
{
	if (job == NULL)
		return;
	g_free(job->name);
	g_free(job->address);
	g_free(job->imap_host);
	g_free(job->imap_login);
	g_free(job->imap_secret);
	g_free(job->imap_sealed);
	g_free(job->imap_pin);
	g_free(job->folder);
	g_free(job->after_folder);
	g_free(job);
}

bool
mailbox_job_equal(const struct mailbox_job *a, const struct mailbox_job *b)
{
	return a->id == b->id && a->imap_port == b->imap_port && a->imap_tls == b->imap_tls &&
	       a->after == b->after && strcmp(a->name, b->name) == 0 &&
	       strcmp(a->imap_host, b->imap_host) == 0 &&
	       strcmp(a->imap_login, b->imap_login) == 0 &&
	       strcmp(a->imap_secret, b->imap_secret) == 0 &&
	       strcmp(a->imap_sealed, b->imap_sealed) == 0 &&
	       strcmp(a->imap_pin, b->imap_pin) == 0 && strcmp(a->folder, b->folder) == 0 &&
	       strcmp(a->after_folder, b->after_folder) == 0;
}

static bool
after_parse(const char *word, enum mailbox_after *ret_after)
{
	static const char *const words[] = {[MAILBOX_AFTER_LEAVE] = "leave",
	    [MAILBOX_AFTER_FLAG] = "flag",
	    [MAILBOX_AFTER_MOVE] = "move",
	    [MAILBOX_AFTER_DELETE] = "delete"};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (strcmp(word, words[i]) == 0) {
			*ret_after = (enum mailbox_after)i;
			return true;
		}
	}
	return false;
}

static struct mailbox_job *
job_from_json(const json_t *object, GError **error)
{
	g_autoptr(MailboxJob) job = g_new0(struct mailbox_job, 1);

	job->id = json_number(object, "id");
	job->name = g_strdup(json_text(object, "name"));
	job->address = g_strdup(json_text(object, "address"));
	job->imap_host = g_strdup(json_text(object, "imap_host"));
	job->imap_port = (int)json_number(object, "imap_port");
	job->imap_login = g_strdup(json_text(object, "imap_login"));
	job->imap_secret = g_strdup(json_text(object, "imap_secret"));
	job->imap_sealed = g_strdup(json_text(object, "imap_sealed"));
	job->imap_pin = g_strdup(json_text(object, "imap_pin"));
	job->folder = g_strdup(json_text(object, "folder"));
	job->after_folder = g_strdup(json_text(object, "after_folder"));
	if (job->id <= 0 || !conf_parse_tls(json_text(object, "imap_tls"), &job->imap_tls) ||
	    !after_parse(json_text(object, "after"), &job->after)) {
		error_set(error, ERROR_REJECT, "mailbox %s is described in an unknown way",
		    job->name);
		return NULL;
	}
	return g_steal_pointer(&job);
}

bool
mailbox_jobs(struct db *db, GPtrArray **ret_jobs, GError **error)
{
	g_autoptr(Json) list = NULL;
	g_autoptr(GPtrArray) jobs =
	    g_ptr_array_new_with_free_func((GDestroyNotify)mailbox_job_free);

	if (!db_call_json(db, "select turno.mailbox_jobs()", NULL, 0, &list, error))
		return false;
	for (size_t i = 0; i < json_array_size(list); i++) {
		struct mailbox_job *job = job_from_json(json_array_get(list, i), error);

		if (job == NULL)
			return false;
		g_ptr_array_add(jobs, job);
	}
	*ret_jobs = g_steal_pointer(&jobs);
	return true;
}

static struct conf_submission *
submission_from_json(const json_t *object, GError **error)
{
	g_autoptr(ConfSubmission) submission = g_new0(struct conf_submission, 1);

	submission->name = g_strdup(json_text(object, "name"));
	submission->mailbox = g_strdup(json_text(object, "mailbox"));
	submission->host = g_strdup(json_text(object, "host"));
	submission->port = (int)json_number(object, "port");
	submission->login = g_strdup(json_text(object, "login"));
	submission->secret = g_strdup(json_text(object, "secret"));
	submission->sealed = g_strdup(json_text(object, "sealed"));
	submission->pin_sha256 = g_strdup(json_text(object, "pin"));
	if (!conf_parse_tls(json_text(object, "tls"), &submission->tls)) {
		error_set(error, ERROR_REJECT,
		    "the sending of mailbox %s is described in an unknown way",
		    submission->mailbox);
		return NULL;
	}
	return g_steal_pointer(&submission);
}

bool
mailbox_submissions(
    struct db *db, const char *account, GPtrArray **ret_submissions, GError **error)
{
	const struct db_value parameter = DB_T(account);
	g_autoptr(Json) list = NULL;
	g_autoptr(GPtrArray) submissions =
	    g_ptr_array_new_with_free_func((GDestroyNotify)conf_submission_free);

	if (!db_call_json(
		db, "select turno.mailbox_submissions($1)", &parameter, 1, &list, error))
		return false;
	for (size_t i = 0; i < json_array_size(list); i++) {
		struct conf_submission *submission =
		    submission_from_json(json_array_get(list, i), error);

		if (submission == NULL)
			return false;
		g_ptr_array_add(submissions, submission);
	}
	*ret_submissions = g_steal_pointer(&submissions);
	return true;
}

bool
mailbox_submission_equal(const struct conf_submission *a, const struct conf_submission *b)
{
	return a->port == b->port && a->tls == b->tls && strcmp(a->name, b->name) == 0 &&
	       strcmp(a->host, b->host) == 0 && strcmp(a->login, b->login) == 0 &&
	       strcmp(a->secret, b->secret) == 0 && strcmp(a->sealed, b->sealed) == 0 &&
	       strcmp(a->pin_sha256, b->pin_sha256) == 0;
}

bool
mailbox_test_take(struct db *db, struct mailbox_test *ret_test, GError **error)
{
	g_autoptr(Json) taken = NULL;

	if (!db_call_json(db, "select turno.mailbox_test_take()", NULL, 0, &taken, error))
		return false;
	*ret_test = (struct mailbox_test){0};
	if (taken == NULL)
		return true;
	ret_test->job = job_from_json(json_object_get(taken, "job"), error);
	ret_test->submission = g_strdup(json_text(taken, "submission"));
	ret_test->asked_at = g_strdup(json_text(taken, "asked_at"));
	const json_t *own = json_object_get(taken, "own");
	bool has_own = json_is_object(own);
	if (ret_test->job != NULL && has_own)
		ret_test->own = submission_from_json(own, error);
	bool ok = ret_test->job != NULL && (ret_test->own != NULL || !has_own);
	if (!ok)
		mailbox_test_clear(ret_test);
	return ok;
}

bool
mailbox_test_answer(
    struct db *db, const struct mailbox_test *test, json_t *steps, GError **error)
{
	g_autofree char *text = json_dumps(steps, JSON_COMPACT);

	return DB_CALL(db, "select turno.mailbox_test_answer($1, $2::timestamptz, $3::jsonb)",
	    NULL, error, DB_I(test->job->id), DB_T(test->asked_at), DB_T(text));
}

void
mailbox_test_clear(struct mailbox_test *test)
{
	mailbox_job_free(test->job);
	g_free(test->submission);
	conf_submission_free(test->own);
	g_free(test->asked_at);
	*test = (struct mailbox_test){0};
}

bool
mailbox_report(
    struct db *db, int64_t mailbox, const char *problem, bool is_fetched, GError **error)
{
	return DB_CALL(db, "select turno.mailbox_report($1, $2, $3::boolean)", NULL, error,
	    DB_I(mailbox), DB_T(problem), DB_T(is_fetched ? "true" : "false"));
}

/* PostgreSQL's text form of int8multirange: {[1,4),[7,8)}. */
static char *
uid_ranges_text(const GArray *uids)
{
	GString *text = g_string_new("{");

	for (guint i = 0; i < uids->len;) {
		uint32_t first = g_array_index(uids, uint32_t, i), last = first;

		for (i++; i < uids->len && g_array_index(uids, uint32_t, i) <= last + 1; i++)
			last = g_array_index(uids, uint32_t, i);
		g_string_append_printf(text, "%s[%" G_GUINT32_FORMAT ",%" G_GUINT64_FORMAT ")",
		    text->len > 1 ? "," : "", first, (guint64)last + 1);
	}
	g_string_append_c(text, '}');
	return g_string_free(text, FALSE);
}

bool
mailbox_reconcile(struct db *db, int64_t mailbox, uint32_t uidvalidity, const GArray *uids,
    int64_t *ret_missing, GError **error)
{
	g_autofree char *ranges = uid_ranges_text(uids);
	g_autofree char *missing = NULL;

	if (!DB_CALL(db, "select turno.mailbox_reconcile($1, $2, $3::int8multirange)", &missing,
		error, DB_I(mailbox), DB_I(uidvalidity), DB_T(ranges)))
		return false;
	*ret_missing = g_ascii_strtoll(missing, NULL, 10);
	return true;
}
