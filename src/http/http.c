#define _GNU_SOURCE
#include "config.h"
#include "http/http.h"

#include <curl/curl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/error.h"
#include "base/text.h"
#include "http/address.h"

struct http {
	const struct conf *conf;
	CURLM *multi;
	GHashTable *running; /* struct transfer, a set */
};

struct transfer {
	const struct http *http;
	CURL *easy;
	struct curl_slist *fields;
	void *data;
	GString *kept;    /* of the body */
	size_t read_size; /* of the body so far */
	bool is_refused;  /* an address was */
	bool is_opened;   /* another was not */
	char problem[CURL_ERROR_SIZE];
};

static void
transfer_free(struct transfer *transfer)
{
	curl_easy_cleanup(transfer->easy);
	for (struct curl_slist *field = transfer->fields; field != NULL; field = field->next)
		explicit_bzero(field->data, strlen(field->data));
	curl_slist_free_all(transfer->fields);
	g_string_free(transfer->kept, TRUE);
	g_free(transfer);
}

void
http_result_clear(struct http_result *result)
{
	g_clear_pointer(&result->text, g_free);
	g_clear_pointer(&result->problem, g_free);
}

struct http *
http_new(const struct conf *conf, GError **error)
{
	if (*conf->http_ca_file != '\0' && access(conf->http_ca_file, R_OK) != 0) {
		error_set(error, ERROR_CONFIG,
		    "http.ca_file %s cannot be read: name a file of certificates in PEM",
		    conf->http_ca_file);
		return NULL;
	}
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		g_error("libcurl could not be initialised");
	struct http *http = g_new0(struct http, 1);

	http->conf = conf;
	http->multi = curl_multi_init();
	if (http->multi == NULL)
		g_error("out of memory");
	http->running = g_hash_table_new(NULL, NULL);
	return http;
}

void
http_free(struct http *http)
{
	GHashTableIter iter;
	void *transfer;

	if (http == NULL)
		return;
	g_hash_table_iter_init(&iter, http->running);
	while (g_hash_table_iter_next(&iter, &transfer, NULL)) {
		struct transfer *dropped = transfer;
		curl_multi_remove_handle(http->multi, dropped->easy);
		transfer_free(dropped);
	}
	g_hash_table_unref(http->running);
	curl_multi_cleanup(http->multi);
	g_free(http);
}

/* The address that the name led to is looked at here, after the last look-up: what a name led
 * to before says nothing. */
static curl_socket_t
open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *transfer = data;

	(void)purpose;
	if (!transfer->http->conf->http_allow_private &&
	    !http_address_is_public(&address->addr)) {
		transfer->is_refused = true;
		return CURL_SOCKET_BAD;
	}
	transfer->is_opened = true;
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* Ends the transfer, by taking less than came, once more was sent than anybody has to say. */
static size_t
keep_body(char *bytes, size_t one, size_t count, void *data)
{
	struct transfer *transfer = data;
	size_t size = one * count;
	size_t room = HTTP_KEPT_BYTES - transfer->kept->len;

	g_string_append_len(transfer->kept, bytes, (gssize)MIN(room, size));
	transfer->read_size += size;
	return transfer->read_size <= HTTP_READ_BYTES ? size : 0;
}

/* Everything that is the same for each call. False when libcurl lacks one of them: it is better
 * not to call than to call without. */
static bool
set_safety(CURL *easy, const struct conf *conf)
{
	long connect_ms = conf->http_connect_seconds * 1000L;
	long total_ms = conf->http_total_seconds * 1000L;

	return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https") == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "https") == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_PROXY, "") == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) ==
		   CURLE_OK &&
	       (*conf->http_ca_file == '\0' ||
		   curl_easy_setopt(easy, CURLOPT_CAINFO, conf->http_ca_file) == CURLE_OK) &&
	       curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) ==
		   CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_ms) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, total_ms) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_USERAGENT, "turno/" PACKAGE_VERSION) == CURLE_OK;
}

static bool
set_request(struct transfer *transfer, const struct http_request *request)
{
	CURL *easy = transfer->easy;

	transfer->fields = curl_slist_append(NULL, "Expect:");
	for (const char *const *field = request->fields; *field != NULL; field++)
		transfer->fields = curl_slist_append(transfer->fields, *field);
	return curl_easy_setopt(easy, CURLOPT_URL, request->url) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->fields) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
		   (curl_off_t)request->body_size) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, request->body) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep_body) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->problem) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer) == CURLE_OK;
}

bool
http_start(struct http *http, const struct http_request *request, void *data, GError **error)
{
	if (!g_str_has_prefix(request->url, "https://") || !text_is_line_safe(request->url))
		return error_set(error, ERROR_REJECT, "only https:// is called");
	for (const char *const *field = request->fields; *field != NULL; field++)
		if (!text_is_line_safe(*field))
			return error_set(error, ERROR_REJECT,
			    "a secret or name that goes into the header of a call holds a "
			    "control character");
	struct transfer *transfer = g_new0(struct transfer, 1);
	transfer->http = http;
	transfer->data = data;
	transfer->kept = g_string_new(NULL);
	transfer->easy = curl_easy_init();
	if (transfer->easy == NULL || !set_safety(transfer->easy, http->conf) ||
	    !set_request(transfer, request) ||
	    curl_multi_add_handle(http->multi, transfer->easy) != CURLM_OK) {
		transfer_free(transfer);
		return error_set(error, ERROR_REJECT, "libcurl cannot make this call");
	}
	g_hash_table_add(http->running, transfer);
	return true;
}

unsigned
http_running(const struct http *http)
{
	return g_hash_table_size(http->running);
}

void
http_work(struct http *http, int fd, int other_fd, int timeout_ms)
{
	struct curl_waitfd fds[2];
	unsigned count = 0;
	int64_t until_ms = clock_monotonic_ms() + timeout_ms;
	int running = 0;

	if (fd >= 0)
		fds[count++] = (struct curl_waitfd){.fd = fd, .events = CURL_WAIT_POLLIN};
	if (other_fd >= 0)
		fds[count++] = (struct curl_waitfd){.fd = other_fd, .events = CURL_WAIT_POLLIN};
	for (;;) {
		curl_multi_perform(http->multi, &running);
		if ((unsigned)running < http_running(http) || clock_left_ms(until_ms) == 0)
			return;
		curl_multi_poll(http->multi, fds, count, clock_left_ms(until_ms), NULL);
		for (unsigned i = 0; i < count; i++)
			if (fds[i].revents != 0)
				return;
	}
}

/* What a transfer that ended with code has to tell. */
static void
judge(struct transfer *transfer, CURLcode code, struct http_result *ret_result)
{
	long status = 0;
	curl_off_t retry_after = 0;
	struct http_result result = {0};

	curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(transfer->easy, CURLINFO_RETRY_AFTER, &retry_after);
	if (code == CURLE_OK || transfer->read_size > HTTP_READ_BYTES)
		result.status = (int)status;
	result.retry_after_s = (int)CLAMP(retry_after, 0, G_MAXINT);
	result.text = text_clean_line(transfer->kept->str, transfer->kept->len);
	if (result.status == 0) {
		result.is_final = transfer->is_refused && !transfer->is_opened;
		const char *problem =
		    *transfer->problem != '\0' ? transfer->problem : curl_easy_strerror(code);
		result.problem = result.is_final
				     ? g_strdup("its address is private or of this machine; "
						"http.allow_private in turno.conf allows that")
				     : text_clean_line(problem, strlen(problem));
	}
	*ret_result = result;
}

void *
http_take(struct http *http, struct http_result *ret_result)
{
	int left = 0;

	for (CURLMsg *message = curl_multi_info_read(http->multi, &left); message != NULL;
	     message = curl_multi_info_read(http->multi, &left)) {
		char *private = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
		struct transfer *transfer = (struct transfer *)(void *)private;
		void *data = transfer->data;
		judge(transfer, message->data.result, ret_result);
		curl_multi_remove_handle(http->multi, transfer->easy);
		g_hash_table_remove(http->running, transfer);
		transfer_free(transfer);
		return data;
	}
	return NULL;
}
