/*
 * Claims calls, makes a few at a time, settles each as it ends. A call whose end could not be
 * noted is made again: at least once, with the same Turno-Id. Of what is sent nothing is
 * logged.
 */
#include "config.h"
#include "job/call.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/error.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/signal.h"
#include "compose/link.h"
#include "http/http.h"
#include "job/process.h"
#include "store/db.h"
#include "store/hook.h"
#include "store/json.h"

#define CALLS_MAX 8       /* at a time */
#define FLOOR_MS 30000    /* between looks when no notification comes */
#define STOP_MS 10000     /* that calls under way may still take when asked to stop */
#define ANSWER_CHARS 200u /* of an answer that is no success, for the administrator */

struct call {
	const struct process *process;
	struct http *http;
	struct db *db;
};

/* A call under way. */
struct task {
	int64_t id;
	char *hook;
	char *event;
	char *secret;
};

static void
task_free(struct task *task)
{
	if (task == NULL)
		return;
	g_free(task->hook);
	g_free(task->event);
	secret_free(task->secret);
	g_free(task);
}
typedef struct task Task; /* only for g_autoptr(Task) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Task, task_free)

/* What went wrong, for people: never with what was sent as a secret, which a server may repeat.
 * NULL for a success. Caller frees. */
static char *
explain(const struct task *task, const struct http_result *result)
{
	if (result->status == 0)
		return g_strdup(result->problem);
	if (result->status >= 200 && result->status <= 299)
		return NULL;
	if (*result->text == '\0' || secret_is_told(result->text, task->secret))
		return g_strdup_printf("HTTP %d", result->status);
	g_autofree char *begin = g_utf8_substring(
	    result->text, 0, MIN(g_utf8_strlen(result->text, -1), (glong)ANSWER_CHARS));
	return g_strdup_printf("HTTP %d: %s", result->status, begin);
}

/* Notes the end for as long as it takes, unless asked to stop: then the call is made again. */
static void
settle(struct call *call, const struct task *task, const struct http_result *result)
{
	g_autofree char *problem = explain(task, result);

	for (unsigned failures = 0;; failures++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *state = NULL;

		if (call->db == NULL)
			call->db = process_open_db(call->process);
		if (call->db == NULL) /* asked to stop */
			return;
		if (hook_settle(call->db, task->id, call->process->owner, result->status,
			problem, result->retry_after_s, result->is_final, &state, &error)) {
			log_info("call=%" G_GINT64_FORMAT
				 " hook=%s event=%s state=%s status=%d%s%s",
			    task->id, task->hook, task->event, state != NULL ? state : "",
			    result->status, result->problem != NULL ? " problem=" : "",
			    result->problem != NULL ? result->problem : "");
			return;
		}
		log_warning("call=%" G_GINT64_FORMAT " %s", task->id, error->message);
		if (error_is(error, ERROR_REJECT) || error_is(error, ERROR_CONFIG))
			return;
		if (!db_is_alive(call->db))
			g_clear_pointer(&call->db, db_close);
		process_back_off(failures, PROCESS_BACKOFF_MAX_MS);
	}
}

/* What turno.conf adds to the body that the database made: a webhook gets the address of the
 * ticket on the desk, a contact his link. */
static bool
add_link(json_t *payload, const json_t *claim, const char *base_url, GError **error)
{
	json_t *content = json_object_get(payload, "content");
	json_t *ticket = json_object_get(payload, "ticket");
	const char *token = json_text(claim, "link");

	if (*token != '\0' && content != NULL) {
		g_autofree char *link = link_for_contact(base_url, token, error);
		if (link == NULL)
			return false;
		g_autofree char *text =
		    g_strconcat(json_text(content, "markdown"), "\n\n", link, NULL);
		json_object_set_new(content, "markdown", json_string(text));
	}
	if (json_is_object(ticket)) {
		g_autofree char *path =
		    g_strdup_printf("/ticket/%" G_GINT64_FORMAT, json_number(ticket, "number"));
		g_autofree char *url = link_for_page(base_url, path, error);
		if (url == NULL)
			return false;
		json_object_set_new(ticket, "url", json_string(url));
	}
	return true;
}

/* Header fields of a call. Caller frees with fields_free(). */
static char **
make_fields(const struct task *task, const char *kind, const char *body)
{
	g_autoptr(GPtrArray) fields = g_ptr_array_new();
	g_autofree char *now =
	    g_strdup_printf("%" G_GINT64_FORMAT, g_get_real_time() / G_USEC_PER_SEC);
	g_autofree char *signed_prefix = g_strconcat(now, ".", NULL);

	g_ptr_array_add(fields, g_strdup("Content-Type: application/json"));
	if (strcmp(kind, "app-io") == 0) {
		g_ptr_array_add(
		    fields, g_strconcat("Ocp-Apim-Subscription-Key: ", task->secret, NULL));
	} else {
		g_autofree char *mac =
		    secret_sign(task->secret, signed_prefix, body, strlen(body));
		g_ptr_array_add(
		    fields, g_strdup_printf("Turno-Id: %" G_GINT64_FORMAT, task->id));
		g_ptr_array_add(fields, g_strconcat("Turno-Event: ", task->event, NULL));
		g_ptr_array_add(fields, g_strconcat("Turno-Timestamp: ", now, NULL));
		g_ptr_array_add(fields, g_strconcat("Turno-Signature: sha256=", mac, NULL));
	}
	g_ptr_array_add(fields, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&fields), FALSE);
}

static void
fields_free(char **fields)
{
	for (char **field = fields; *field != NULL; field++)
		secret_free(*field);
	g_free(fields);
}

/* Begins one call. False: it cannot be made, *error says why. */
static bool
begin(struct call *call, const json_t *claim, struct task *task, GError **error)
{
	const struct conf *conf = call->process->conf;
	json_t *payload = json_object_get(claim, "payload");

	task->secret = secret_read(conf->secret_dir, json_text(claim, "secret"), error);
	if (task->secret == NULL || !add_link(payload, claim, conf->web_base_url, error))
		return false;
	char *body = json_dumps(payload, JSON_COMPACT);
	char **fields = make_fields(task, json_text(claim, "kind"), body);
	const struct http_request request = {.url = json_text(claim, "url"),
	    .fields = (const char *const *)fields,
	    .body = body,
	    .body_size = strlen(body)};
	bool is_begun = http_start(call->http, &request, task, error);
	fields_free(fields);
	free(body);
	return is_begun;
}

static void
start(struct call *call, const json_t *claim)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Task) task = g_new0(struct task, 1);

	task->id = json_number(claim, "id");
	task->hook = g_strdup(json_text(claim, "hook"));
	task->event = g_strdup(json_text(claim, "event"));
	if (begin(call, claim, task, &error)) {
		(void)g_steal_pointer(&task); /* http_take() gives it back */
		return;
	}
	/* A secret may be put into its place; nothing else mends itself. */
	const struct http_result result = {
	    .problem = error->message, .is_final = !error_is(error, ERROR_CONFIG)};
	settle(call, task, &result);
}

/* Twice as long as a call may take: a claim that runs out is of a process that died. */
static int
claim_seconds(const struct conf *conf)
{
	return conf->http_total_seconds * 2 + 30;
}

/* Begins what is due, as far as there is room. False: the database failed. */
static bool
start_due(struct call *call, GError **error)
{
	int room = CALLS_MAX - (int)http_running(call->http);
	g_autoptr(Json) claims = NULL;

	if (room <= 0)
		return true;
	if (!hook_claim(call->db, call->process->owner, claim_seconds(call->process->conf),
		room, &claims, error))
		return false;
	for (size_t i = 0; i < json_array_size(claims); i++)
		start(call, json_array_get(claims, i));
	return call->db != NULL && db_is_alive(call->db)
		   ? true
		   : error_set(error, ERROR_RETRY, "database: connection lost");
}

static void
settle_ended(struct call *call)
{
	struct http_result result = {0};
	struct task *task;

	while ((task = http_take(call->http, &result)) != NULL) {
		settle(call, task, &result);
		http_result_clear(&result);
		task_free(task);
	}
}

static bool
wait_for_work(struct call *call, GError **error)
{
	double seconds = 0;
	bool is_busy = http_running(call->http) > 0;
	int due = hook_wait_seconds(call->db, &seconds, error);

	if (due < 0)
		return false;
	int notified = db_take_notifications(call->db);
	if (notified < 0)
		return error_set(error, ERROR_RETRY, "database: connection lost");
	if ((notified > 0 && !is_busy) || signal_stop_requested())
		return true;
	/* While calls are under way what is due may be theirs whose share is in hand. */
	int64_t wait_ms = due > 0 ? (int64_t)(MIN(seconds, 3600.0) * 1000) + 1 : FLOOR_MS;
	wait_ms = is_busy ? CLAMP(wait_ms, 250, 1000) : MIN(wait_ms, FLOOR_MS);
	if (is_busy)
		http_work(call->http, signal_fd(), db_fd(call->db), (int)wait_ms);
	else
		process_wait(db_fd(call->db), wait_ms);
	return true;
}

/* One round: a connection, what is due, what has ended, a wait. */
static bool
work(struct call *call, GError **error)
{
	if (call->db == NULL) {
		call->db = process_open_db(call->process);
		if (call->db == NULL) /* asked to stop */
			return true;
		if (!db_listen(call->db, "turno_hook", error))
			return false;
		if (http_running(call->http) == 0 &&
		    !hook_release(call->db, call->process->owner, error))
			return false;
	}
	if (!start_due(call, error) || !wait_for_work(call, error))
		return false;
	settle_ended(call);
	return true;
}

/* Calls under way when asked to stop may end; the rest is given back by the supervisor. */
static void
end(struct call *call)
{
	int64_t until_ms = clock_monotonic_ms() + STOP_MS;

	while (
	    call->db != NULL && http_running(call->http) > 0 && clock_left_ms(until_ms) > 0) {
		http_work(call->http, -1, -1, clock_left_ms(until_ms));
		settle_ended(call);
	}
}

int
call_process(const struct process *process, const void *data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Http) http = http_new(process->conf, &error);
	struct call call = {.process = process, .http = http};
	unsigned failures = 0;

	(void)data;
	if (http == NULL) {
		log_error("%s", error->message);
		return EX_CONFIG;
	}
	while (!signal_stop_requested()) {
		g_autoptr(GError) lost = NULL;

		if (work(&call, &lost)) {
			failures = 0;
			continue;
		}
		log_warning("%s", lost->message);
		g_clear_pointer(&call.db, db_close);
		process_back_off(failures++, PROCESS_BACKOFF_MAX_MS);
	}
	end(&call);
	db_close(call.db);
	return 0;
}
