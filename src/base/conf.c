#include "config.h"
#include "base/conf.h"

#include <errno.h>
#include <libconfig.h>
#include <stddef.h>
#include <string.h>

#include "base/error.h"
#include "base/secret.h"
#include "base/text.h"

enum key_type { KEY_TEXT, KEY_PIN, KEY_PATH, KEY_INT, KEY_BOOL, KEY_TLS };

/* One key of a group: where its value goes, what it may be, what it is when absent (NULL: must
 * be given). */
struct key {
	const char *name;
	enum key_type type;
	size_t offset;
	const char *absent;
	int min, max;
};

#define CONF(member) offsetof(struct conf, member)
#define SUBMISSION(member) offsetof(struct conf_submission, member)

static const struct key top_keys[] = {
    {"secret_dir", KEY_PATH, CONF(secret_dir), SYSCONFDIR "/secret", 0, 0},
    {"spool_dir", KEY_PATH, CONF(spool_dir), "/var/tmp", 0, 0},
    {"template_dir", KEY_PATH, CONF(template_dir), "", 0, 0},
    {"readers", KEY_INT, CONF(readers), "2", 1, 32},
    {"submitters", KEY_INT, CONF(submitters), "1", 1, 16},
    {"poll_seconds", KEY_INT, CONF(poll_seconds), "60", 1, 1740},
    {"lease_seconds", KEY_INT, CONF(lease_seconds), "60", 3, 3600},
    {"limit_raw_mib", KEY_INT, CONF(limit_raw_mib), "100", 1, 1024},
    {"log_level", KEY_TEXT, CONF(log_level), "info", 0, 0},
    {"confine", KEY_BOOL, CONF(confine), "true", 0, 0},
    {"confine_also_read", KEY_TEXT, CONF(confine_also_read), "", 0, 0},
};

static const struct key database_keys[] = {
    {"gateway", KEY_TEXT, CONF(database_gateway), "dbname=turno user=turno_gateway", 0, 0},
    {"gateway_secret", KEY_TEXT, CONF(database_gateway_secret), "", 0, 0},
    {"web", KEY_TEXT, CONF(database_web), "dbname=turno user=turno_web", 0, 0},
    {"web_secret", KEY_TEXT, CONF(database_web_secret), "", 0, 0},
    {"admin", KEY_TEXT, CONF(database_admin), "dbname=turno user=turno_owner", 0, 0},
    {"admin_secret", KEY_TEXT, CONF(database_admin_secret), "", 0, 0},
};

static const struct key tls_keys[] = {
    {"ca_file", KEY_PATH, CONF(tls_ca_file), "", 0, 0},
    {"allow_plain_on_loopback", KEY_BOOL, CONF(tls_allow_plain_on_loopback), "false", 0, 0},
};

static const struct key pec_keys[] = {
    {"ca_file", KEY_PATH, CONF(pec_ca_file), "", 0, 0},
};

static const struct key net_keys[] = {
    {"connect_seconds", KEY_INT, CONF(net_connect_seconds), "15", 1, 300},
    {"command_seconds", KEY_INT, CONF(net_command_seconds), "60", 1, 3600},
    {"data_seconds", KEY_INT, CONF(net_data_seconds), "600", 1, 3600},
};

static const struct key http_keys[] = {
    {"ca_file", KEY_PATH, CONF(http_ca_file), "", 0, 0},
    {"allow_private", KEY_BOOL, CONF(http_allow_private), "false", 0, 0},
    {"connect_seconds", KEY_INT, CONF(http_connect_seconds), "10", 1, 60},
    {"total_seconds", KEY_INT, CONF(http_total_seconds), "30", 1, 120},
};

static const struct key web_keys[] = {
    {"base_url", KEY_TEXT, CONF(web_base_url), NULL, 0, 0},
    {"page_dir", KEY_PATH, CONF(web_page_dir), "", 0, 0},
    {"upload_mib", KEY_INT, CONF(web_upload_mib), "20", 1, 1024},
};

static const struct key submission_keys[] = {
    {"host", KEY_TEXT, SUBMISSION(host), NULL, 0, 0},
    {"port", KEY_INT, SUBMISSION(port), "465", 1, 65535},
    {"tls", KEY_TLS, SUBMISSION(tls), "implicit", 0, 0},
    {"login", KEY_TEXT, SUBMISSION(login), "", 0, 0},
    {"secret", KEY_TEXT, SUBMISSION(secret), "", 0, 0},
    {"pin_sha256", KEY_PIN, SUBMISSION(pin_sha256), "", 0, 0},
    {"per_minute", KEY_INT, SUBMISSION(per_minute), "0", 0, 100000},
    {"per_day", KEY_INT, SUBMISSION(per_day), "0", 0, 10000000},
};

static const struct group {
	const char *name;
	const struct key *keys;
	size_t count;
} groups[] = {
    {NULL, top_keys, G_N_ELEMENTS(top_keys)},
    {"database", database_keys, G_N_ELEMENTS(database_keys)},
    {"tls", tls_keys, G_N_ELEMENTS(tls_keys)},
    {"pec", pec_keys, G_N_ELEMENTS(pec_keys)},
    {"net", net_keys, G_N_ELEMENTS(net_keys)},
    {"http", http_keys, G_N_ELEMENTS(http_keys)},
    {"web", web_keys, G_N_ELEMENTS(web_keys)},
};

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(config_t, config_destroy)

static bool
fail_at(const config_setting_t *setting, const char *path, const char *problem, GError **error)
{
	const char *file = config_setting_source_file(setting);
	const char *name = config_setting_name(setting);

	return error_set(error, ERROR_CONFIG, "%s:%u: %s: %s", file != NULL ? file : path,
	    config_setting_source_line(setting), name != NULL ? name : "(top)", problem);
}

bool
conf_parse_tls(const char *word, enum conf_tls *ret_tls)
{
	static const char *const words[] = {[CONF_TLS_IMPLICIT] = "implicit",
	    [CONF_TLS_STARTTLS] = "starttls",
	    [CONF_TLS_NONE] = "none"};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (strcmp(word, words[i]) == 0) {
			*ret_tls = (enum conf_tls)i;
			return true;
		}
	}
	return false;
}

static void
store_text(void *target, const char *value)
{
	g_free(*(char **)target);
	*(char **)target = g_strdup(value);
}

static void
store_path(void *target, const char *value, const char *conf_path)
{
	if (*value == '\0' || g_path_is_absolute(value)) {
		store_text(target, value);
		return;
	}
	g_autofree char *folder = g_path_get_dirname(conf_path);
	g_free(*(char **)target);
	*(char **)target = g_canonicalize_filename(value, folder);
}

static bool
is_pin(const char *text)
{
	unsigned char bytes[SECRET_SHA256_BYTES];

	return *text == '\0' || text_unhex(text, bytes, sizeof bytes);
}

/* What a key holds when the file does not give it; the table's text is trusted. */
static void
store_absent(const struct key *key, void *base, const char *conf_path)
{
	void *target = (char *)base + key->offset;

	switch (key->type) {
	case KEY_TEXT:
	case KEY_PIN:
		store_text(target, key->absent);
		break;
	case KEY_PATH:
		store_path(target, key->absent, conf_path);
		break;
	case KEY_INT:
		*(int *)target = (int)g_ascii_strtoll(key->absent, NULL, 10);
		break;
	case KEY_BOOL:
		*(bool *)target = strcmp(key->absent, "true") == 0;
		break;
	case KEY_TLS:
		conf_parse_tls(key->absent, target);
		break;
	}
}

static bool
store_given(const struct key *key, void *base, const config_setting_t *setting,
    const char *conf_path, GError **error)
{
	void *target = (char *)base + key->offset;
	int type = config_setting_type(setting);
	const char *text =
	    type == CONFIG_TYPE_STRING ? config_setting_get_string(setting) : NULL;

	switch (key->type) {
	case KEY_TEXT:
	case KEY_PATH:
		if (text == NULL)
			return fail_at(setting, conf_path, "must be a text in quotes", error);
		key->type == KEY_PATH ? store_path(target, text, conf_path)
				      : store_text(target, text);
		return true;
	case KEY_PIN:
		if (text == NULL || !is_pin(text))
			return fail_at(setting, conf_path,
			    "must be the SHA-256 of the public key of the server, 64 hex "
			    "digits in quotes",
			    error);
		store_text(target, text);
		return true;
	case KEY_INT:
		if (type != CONFIG_TYPE_INT || config_setting_get_int(setting) < key->min ||
		    config_setting_get_int(setting) > key->max) {
			g_autofree char *problem = g_strdup_printf(
			    "must be a number between %d and %d", key->min, key->max);
			return fail_at(setting, conf_path, problem, error);
		}
		*(int *)target = config_setting_get_int(setting);
		return true;
	case KEY_BOOL:
		if (type != CONFIG_TYPE_BOOL)
			return fail_at(setting, conf_path, "must be true or false", error);
		*(bool *)target = config_setting_get_bool(setting);
		return true;
	case KEY_TLS:
		if (text == NULL || !conf_parse_tls(text, target))
			return fail_at(setting, conf_path,
			    "must be \"implicit\", \"starttls\" or \"none\"", error);
		return true;
	}
	g_assert_not_reached();
}

static bool
read_group(const struct key *keys, size_t count, void *base, config_setting_t *group,
    const char *path, GError **error)
{
	for (size_t i = 0; i < count; i++) {
		const struct key *key = &keys[i];
		config_setting_t *setting =
		    group != NULL ? config_setting_get_member(group, key->name) : NULL;

		if (setting == NULL && key->absent == NULL) {
			const char *in = group != NULL ? config_setting_name(group) : NULL;
			return error_set(error, ERROR_CONFIG, "%s: key %s is missing%s%s", path,
			    key->name, in != NULL ? " in group " : "", in != NULL ? in : "");
		}
		if (setting == NULL)
			store_absent(key, base, path);
		else if (!store_given(key, base, setting, path, error))
			return false;
	}
	return true;
}

static bool
refuse_unknown(const struct key *keys, size_t count, config_setting_t *group, const char *path,
    GError **error)
{
	for (int i = 0; i < config_setting_length(group); i++) {
		config_setting_t *setting = config_setting_get_elem(group, (unsigned)i);
		const char *name = config_setting_name(setting);
		bool known = false;

		for (size_t k = 0; k < count; k++)
			known |= strcmp(name, keys[k].name) == 0;
		if (config_setting_is_root(group)) {
			known |= strcmp(name, "submission") == 0;
			for (size_t g = 1; g < G_N_ELEMENTS(groups); g++)
				known |= strcmp(name, groups[g].name) == 0;
		}
		if (!known)
			return fail_at(setting, path, "unknown key (see turno.conf(5))", error);
	}
	return true;
}

void
conf_submission_free(struct conf_submission *submission)
{
	if (submission == NULL)
		return;
	g_free(submission->name);
	g_free(submission->mailbox);
	g_free(submission->host);
	g_free(submission->login);
	g_free(submission->secret);
	g_free(submission->sealed);
	g_free(submission->pin_sha256);
	g_free(submission);
}

static bool
read_submissions(struct conf *conf, config_setting_t *root, GError **error)
{
	config_setting_t *list = config_setting_get_member(root, "submission");

	if (list == NULL || config_setting_type(list) != CONFIG_TYPE_GROUP ||
	    config_setting_length(list) == 0)
		return error_set(error, ERROR_CONFIG,
		    "%s: group submission is missing or empty: say where mail is handed in",
		    conf->path);
	for (int i = 0; i < config_setting_length(list); i++) {
		config_setting_t *group = config_setting_get_elem(list, (unsigned)i);
		struct conf_submission *submission = g_new0(struct conf_submission, 1);

		g_ptr_array_add(conf->submissions, submission);
		submission->name = g_strdup(config_setting_name(group));
		submission->mailbox = g_strdup("");
		submission->sealed = g_strdup("");
		if (config_setting_type(group) != CONFIG_TYPE_GROUP)
			return fail_at(
			    group, conf->path, "must be a group { host = …; }", error);
		if (!refuse_unknown(submission_keys, G_N_ELEMENTS(submission_keys), group,
			conf->path, error) ||
		    !read_group(submission_keys, G_N_ELEMENTS(submission_keys), submission,
			group, conf->path, error))
			return false;
	}
	return true;
}

/* Where each key and group stands, so that what is found out later can name its line too. */
static void
note_places(struct conf *conf, config_setting_t *group, const char *prefix)
{
	for (int i = 0; i < config_setting_length(group); i++) {
		config_setting_t *setting = config_setting_get_elem(group, (unsigned)i);
		const char *file = config_setting_source_file(setting);
		char *key = g_strconcat(prefix, config_setting_name(setting), NULL);

		g_hash_table_replace(conf->places, key,
		    g_strdup_printf("%s:%u", file != NULL ? file : conf->path,
			config_setting_source_line(setting)));
		if (config_setting_type(setting) == CONFIG_TYPE_GROUP) {
			g_autofree char *inside = g_strconcat(key, ".", NULL);
			note_places(conf, setting, inside);
		}
	}
}

const char *
conf_place(const struct conf *conf, const char *key)
{
	g_autofree char *name = g_strdup(key);

	for (;;) {
		const char *place = g_hash_table_lookup(conf->places, name);
		char *dot = strrchr(name, '.');

		if (place != NULL)
			return place;
		if (dot == NULL)
			return conf->path;
		*dot = '\0';
	}
}

static bool
check_values(struct conf *conf, GError **error)
{
	static const char *const levels[] = {"error", "warning", "info", "debug", NULL};
	char *url = conf->web_base_url;

	if (!g_strv_contains(levels, conf->log_level))
		return error_set(error, ERROR_CONFIG,
		    "%s: log_level: must be error, warning, info or debug",
		    conf_place(conf, "log_level"));
	if (!g_str_has_prefix(url, "https://") && !g_str_has_prefix(url, "http://127.0.0.1") &&
	    !g_str_has_prefix(url, "http://localhost"))
		return error_set(error, ERROR_CONFIG,
		    "%s: web.base_url: must start with https://",
		    conf_place(conf, "web.base_url"));
	if (g_str_has_suffix(url, "/"))
		url[strlen(url) - 1] = '\0';
	return true;
}

static bool
read_groups(struct conf *conf, config_setting_t *root, GError **error)
{
	for (size_t g = 0; g < G_N_ELEMENTS(groups); g++) {
		const struct group *group = &groups[g];
		config_setting_t *setting =
		    group->name == NULL ? root : config_setting_get_member(root, group->name);

		if (setting != NULL && config_setting_type(setting) != CONFIG_TYPE_GROUP)
			return fail_at(setting, conf->path, "must be a group { … }", error);
		if (setting != NULL &&
		    !refuse_unknown(group->keys, group->count, setting, conf->path, error))
			return false;
		if (!read_group(group->keys, group->count, conf, setting, conf->path, error))
			return false;
	}
	return true;
}

struct conf *
conf_read(const char *path, GError **error)
{
	g_auto(config_t) file;
	g_autoptr(Conf) conf = g_new0(struct conf, 1);

	conf->path = g_canonicalize_filename(path, NULL);
	conf->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	conf->submissions =
	    g_ptr_array_new_with_free_func((GDestroyNotify)conf_submission_free);
	config_init(&file);
	g_autofree char *folder = g_path_get_dirname(conf->path);
	config_set_include_dir(&file, folder);
	errno = 0;
	if (config_read_file(&file, conf->path) != CONFIG_TRUE &&
	    config_error_type(&file) == CONFIG_ERR_FILE_IO) {
		error_set(error, ERROR_CONFIG, "cannot read the configuration %s: %s",
		    conf->path, g_strerror(errno != 0 ? errno : EIO));
		return NULL;
	}
	if (config_error_type(&file) != CONFIG_ERR_NONE) {
		const char *in = config_error_file(&file);
		error_set(error, ERROR_CONFIG, "%s:%d: %s", in != NULL ? in : conf->path,
		    config_error_line(&file), config_error_text(&file));
		return NULL;
	}
	config_setting_t *root = config_root_setting(&file);
	note_places(conf, root, "");
	if (!read_groups(conf, root, error) || !read_submissions(conf, root, error) ||
	    !check_values(conf, error))
		return NULL;
	return g_steal_pointer(&conf);
}

void
conf_free(struct conf *conf)
{
	if (conf == NULL)
		return;
	for (size_t g = 0; g < G_N_ELEMENTS(groups); g++)
		for (size_t k = 0; k < groups[g].count; k++)
			if (groups[g].keys[k].type == KEY_TEXT ||
			    groups[g].keys[k].type == KEY_PATH)
				secret_free(
				    *(char **)((char *)conf + groups[g].keys[k].offset));
	g_ptr_array_unref(conf->submissions);
	g_hash_table_unref(conf->places);
	g_free(conf->path);
	g_free(conf);
}

void
conf_forget_databases(struct conf *conf, const char *kept)
{
	char **all[] = {&conf->database_gateway, &conf->database_web, &conf->database_admin};

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
		if (*all[i] == kept)
			continue;
		secret_free(*all[i]);
		*all[i] = g_strdup("");
	}
}

const struct conf_submission *
conf_find_submission(const struct conf *conf, const char *name, GError **error)
{
	for (guint i = 0; i < conf->submissions->len; i++) {
		const struct conf_submission *submission = conf->submissions->pdata[i];

		if (strcmp(submission->name, name) == 0)
			return submission;
	}
	error_set(error, ERROR_CONFIG, "%s: no group \"%s\" in submission", conf->path, name);
	return NULL;
}
