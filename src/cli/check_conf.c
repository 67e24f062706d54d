/* turno.conf, the files that it names, and this machine: what a syntax check cannot see. */
#include "config.h"

#include <jansson.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/error.h"
#include "base/secret.h"
#include "cli/check.h"
#include "compose/compose.h"
#include "compose/template.h"
#include "parse/cms.h"
#include "store/db.h"
#include "web/page_file.h"
#include "store/json.h"

#define CLOCK_MAX_SECONDS 60
#define DISK_MIN_BYTES (INT64_C(1) << 30)

static void
add_at(json_t *findings, const struct conf *conf, const char *key, const char *message,
    const char *advice, bool is_warning)
{
	const struct finding finding = {
	    "turno.conf", key, conf_place(conf, key), message, advice, is_warning};

	check_add(findings, &finding);
}

static void
check_url(json_t *findings, const struct conf *conf)
{
	if (g_regex_match_simple("^https?://(localhost|127\\.[0-9.]+|\\[::1\\])(:[0-9]+)?(/|$)",
		conf->web_base_url, G_REGEX_CASELESS, 0))
		add_at(findings, conf, "web.base_url",
		    "Is an address of this machine alone: the links in mails open nowhere "
		    "else.",
		    "Name the address under which people reach the web, with https.", true);
}

static void
check_secret(
    json_t *findings, const struct conf *conf, const struct finding *at, const char *secret)
{
	g_autoptr(GError) error = NULL;
	struct finding finding = *at;
	char *text = NULL;

	if (*secret == '\0')
		return;
	text = secret_read(conf->secret_dir, secret, &error);
	if (text == NULL) {
		finding.message = error->message;
		finding.advice = "One password in one file of secret_dir, which only its "
				 "owner may read (chmod 600).";
		check_add(findings, &finding);
	}
	secret_free(text);
}

static void
check_submissions(json_t *findings, const struct conf *conf)
{
	for (guint i = 0; i < conf->submissions->len; i++) {
		const struct conf_submission *submission = conf->submissions->pdata[i];
		g_autofree char *key =
		    g_strconcat("submission.", submission->name, ".secret", NULL);
		g_autofree char *tls =
		    g_strconcat("submission.", submission->name, ".tls", NULL);
		struct finding finding = {.kind = "submission",
		    .name = submission->name,
		    .where = conf_place(conf, key)};

		check_secret(findings, conf, &finding, submission->secret);
		if (submission->tls != CONF_TLS_NONE || conf->tls_allow_plain_on_loopback)
			continue;
		finding.where = conf_place(conf, tls);
		finding.message = "tls is \"none\" and tls.allow_plain_on_loopback is not set.";
		finding.advice = "tls = \"implicit\" (port 465) or \"starttls\" (port 587).";
		check_add(findings, &finding);
	}
}

static void
check_mailboxes(json_t *findings, const struct conf *conf, const json_t *mailboxes)
{
	bool has_pec = false;

	for (size_t i = 0; i < json_array_size(mailboxes); i++) {
		const json_t *mailbox = json_array_get(mailboxes, i);
		g_autoptr(GError) error = NULL;
		struct finding finding = {
		    .kind = "mailbox", .name = json_text(mailbox, "name")};

		if (!json_is_true(json_object_get(mailbox, "is_active")))
			continue;
		has_pec |= strcmp(json_text(mailbox, "kind"), "pec") == 0;
		check_secret(findings, conf, &finding, json_text(mailbox, "imap_secret"));
		check_secret(findings, conf, &finding, json_text(mailbox, "smtp_secret"));
		if (*json_text(mailbox, "smtp_host") != '\0' ||
		    conf_find_submission(conf, json_text(mailbox, "submission"), &error) !=
			NULL)
			continue;
		finding.message = error->message;
		finding.advice = "Add the group, or turno mailbox set NAME --submission with "
				 "one that is there.";
		check_add(findings, &finding);
	}
	if (has_pec && *conf->pec_ca_file == '\0')
		add_at(findings, conf, "pec.ca_file",
		    "Is not set, and a mailbox is certified: no receipt is proved.",
		    "Name a PEM file with the authorities that sign certified mail.", false);
}

/* A file of authorities that nobody can use would only show as mail that is not believed. */
static void
check_authorities(json_t *findings, const struct conf *conf, const char *key, const char *path)
{
	g_autofree char *pem = NULL;
	g_autoptr(GError) error = NULL;
	size_t size = 0;

	if (*path == '\0')
		return;
	if (!g_file_get_contents(path, &pem, &size, &error)) {
		add_at(findings, conf, key, error->message, "Name a file that can be read.",
		    false);
		return;
	}
	unsigned count = cms_set_authorities(pem, size);
	unsigned expired = cms_count_expired(pem, size);
	if (count == 0)
		add_at(findings, conf, key, "Holds no PEM certificate.",
		    "Put the certificates of the authorities there.", false);
	else if (expired > 0) {
		g_autofree char *message = g_strdup_printf(
		    "%u of %u certificates in %s have expired.", expired, count, path);
		add_at(findings, conf, key, message, "Renew the file.", expired < count);
	}
}

static void
check_spool(json_t *findings, const struct conf *conf)
{
	struct statvfs space;
	int64_t wanted =
	    MAX(DISK_MIN_BYTES, (int64_t)conf->limit_raw_mib * 2 * (INT64_C(1) << 20));

	if (statvfs(conf->spool_dir, &space) != 0 ||
	    access(conf->spool_dir, W_OK | X_OK) != 0) {
		add_at(findings, conf, "spool_dir", "Is no folder that can be written.",
		    "Make it, or name another.", false);
		return;
	}
	int64_t free_bytes = (int64_t)space.f_bavail * (int64_t)space.f_frsize;
	if (free_bytes >= wanted)
		return;
	g_autofree char *message = g_strdup_printf(
	    "Has %" G_GINT64_FORMAT
	    " MiB left; large mails, and all that is written, need %" G_GINT64_FORMAT ".",
	    free_bytes >> 20, wanted >> 20);
	add_at(findings, conf, "spool_dir", message, "Make room on that disk.", true);
}

/* A template of a folder takes the place of the one compiled in; what its kind must hold is
 * only checked for those in the database. */
static void
check_links(json_t *findings, const struct conf *conf)
{
	static const char *const names[] = {
	    "acknowledgement", "reply", "new_link", "rejected", "status", "reminder"};
	static const char *const languages[] = {"it", "en"};

	for (size_t i = 0; i < G_N_ELEMENTS(names) * G_N_ELEMENTS(languages); i++) {
		g_autofree char *name = g_strjoin("/", languages[i % 2], names[i / 2], NULL);
		g_autofree char *where = NULL;
		g_autofree char *text =
		    template_find_text(conf->template_dir, name, &where, NULL);

		if (text == NULL || strstr(text, "{{link}}") != NULL)
			continue;
		const struct finding finding = {.kind = "template",
		    .name = name,
		    .where = where,
		    .message = "A mail to contacts has no {{link}}: they cannot come back.",
		    .advice = "Put {{link}} into the file, or take the file away."};
		check_add(findings, &finding);
	}
}

static void
check_templates(json_t *findings, const struct conf *conf)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Compose) compose =
	    compose_new(conf->web_base_url, conf->template_dir, &error);

	if (compose == NULL)
		add_at(findings, conf, "template_dir", error->message,
		    "Mend the file, or take it away: no mail leaves.", false);
	else
		check_links(findings, conf);
}

static void
check_pages(json_t *findings, const struct conf *conf)
{
	g_autoptr(GError) error = NULL;

	if (!page_file_use_folder(conf->web_page_dir, &error))
		add_at(findings, conf, "web.page_dir", error->message,
		    "Mend the file, or take it away: turno-cgi does not start.", false);
}

/* Who the string of a role connects as, and what he may do that he must not. */
static void
check_connection(json_t *findings, const struct conf *conf, struct db *admin, enum db_role role,
    const char *name)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *key = g_strconcat("database.", name, NULL);
	g_autofree char *own = g_strconcat("turno_", name, NULL);
	g_autofree char *user = NULL;
	g_autofree char *excess = NULL;
	g_autoptr(Db) db = db_open_as(conf, role, "check", &error);

	if (db == NULL || !db_call(db, "select current_user::text", NULL, 0, &user, &error)) {
		const struct finding finding = {"database", name, conf_place(conf, key),
		    error->message,
		    "See that PostgreSQL runs and lets this role in (pg_hba.conf).", false};
		check_add(findings, &finding);
		return;
	}
	/* turno_web and the others themselves are in turno.check_report() */
	if (strcmp(user, own) == 0 ||
	    !DB_CALL(admin, "select turno.role_excess($1, $2)", &excess, NULL, DB_T(user),
		DB_T(own)) ||
	    excess == NULL)
		return;
	g_autofree char *message = g_strdup_printf(
	    "Signs in as %s, who %s: the walls of the database do not hold for it.", user,
	    excess);
	g_autofree char *advice = g_strdup_printf("Let it connect as %s.", own);
	const struct finding finding = {
	    "database", name, conf_place(conf, key), message, advice, false};
	check_add(findings, &finding);
}

static void
check_clock(json_t *findings, const struct conf *conf, struct db *db)
{
	g_autofree char *text = NULL;

	if (!db_call(db, "select floor(extract(epoch from clock_timestamp()))::bigint::text",
		NULL, 0, &text, NULL))
		return;
	int64_t ahead = g_get_real_time() / G_USEC_PER_SEC - g_ascii_strtoll(text, NULL, 10);
	if (ABS(ahead) <= CLOCK_MAX_SECONDS)
		return;
	g_autofree char *message =
	    g_strdup_printf("The clock of this machine is %" G_GINT64_FORMAT
			    " seconds %s that of the database.",
		ABS(ahead), ahead > 0 ? "ahead of" : "behind");
	add_at(findings, conf, "database.admin", message, "Let both machines keep time (NTP).",
	    false);
}

void
check_conf(json_t *findings, const struct conf *conf, struct db *db, const json_t *mailboxes)
{
	check_url(findings, conf);
	check_submissions(findings, conf);
	check_mailboxes(findings, conf, mailboxes);
	check_authorities(findings, conf, "tls.ca_file", conf->tls_ca_file);
	check_authorities(findings, conf, "http.ca_file", conf->http_ca_file);
	check_authorities(findings, conf, "pec.ca_file", conf->pec_ca_file);
	check_spool(findings, conf);
	check_templates(findings, conf);
	check_pages(findings, conf);
	check_connection(findings, conf, db, DB_GATEWAY, "gateway");
	check_connection(findings, conf, db, DB_WEB, "web");
	check_clock(findings, conf, db);
}
