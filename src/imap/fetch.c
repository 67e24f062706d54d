/* Takes from libetpan's answer only what was asked for; the server may send anything. */
#include "config.h"
#include "imap/fetch.h"

#include <errno.h>
#include <unistd.h>

#include "base/error.h"
#include "base/limit.h"
#include "imap/command.h"
#include "imap/folder.h"

#define SEARCH_MAX 500000u /* UIDs asked for in one SEARCH; less than GUARD_WORDS */

/* The parts of one untagged FETCH that turno asks for. */
struct answer {
	uint32_t uid;
	uint32_t size_bytes;
	int64_t received_unix;
	struct mailimap_msg_att_body_section *section; /* borrowed; NULL: none */
};

static int64_t
read_date(const struct mailimap_date_time *date)
{
	if (date == NULL)
		return -1;
	g_autoptr(GDateTime) local = g_date_time_new_utc(date->dt_year, date->dt_month,
	    date->dt_day, date->dt_hour, date->dt_min, date->dt_sec);
	if (local == NULL)
		return -1;
	/* dt_zone is +hhmm as a decimal number: +0130 is 130 */
	int minutes = date->dt_zone / 100 * 60 + date->dt_zone % 100;
	int64_t seconds = g_date_time_to_unix(local) - (int64_t)minutes * 60;
	return seconds >= 0 ? seconds : -1;
}

static void
read_item(const struct mailimap_msg_att_static *item, struct answer *answer)
{
	switch (item->att_type) {
	case MAILIMAP_MSG_ATT_UID:
		answer->uid = item->att_data.att_uid;
		break;
	case MAILIMAP_MSG_ATT_RFC822_SIZE:
		answer->size_bytes = item->att_data.att_rfc822_size;
		break;
	case MAILIMAP_MSG_ATT_INTERNALDATE:
		answer->received_unix = read_date(item->att_data.att_internal_date);
		break;
	case MAILIMAP_MSG_ATT_BODY_SECTION:
		answer->section = item->att_data.att_body_section;
		break;
	default:
		break;
	}
}

static struct answer
read_answer(const struct mailimap_msg_att *attributes)
{
	struct answer answer = {.received_unix = -1};

	for (clistiter *i = clist_begin(attributes->att_list); i != NULL; i = clist_next(i)) {
		const struct mailimap_msg_att_item *item = clist_content(i);

		if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
			read_item(item->att_data.att_static, &answer);
	}
	return answer;
}

static clistiter *
first_answer(const struct imap_session *session)
{
	const struct mailimap_response_info *info = session->etpan->imap_response_info;

	return info != NULL && info->rsp_fetch_list != NULL ? clist_begin(info->rsp_fetch_list)
							    : NULL;
}

/* BODY[] from its first byte on, as opposed to a part of it. */
static bool
is_whole(const struct mailimap_msg_att_body_section *section)
{
	return (section->sec_section == NULL || section->sec_section->sec_spec == NULL) &&
	       section->sec_origin_octet == 0;
}

static bool
is_asked(const GArray *uids, uint32_t uid)
{
	for (guint i = 0; i < uids->len; i++)
		if (g_array_index(uids, uint32_t, i) == uid)
			return uid != 0;
	return false;
}

/* libetpan's memory moves into the result: no copy. */
static GBytes *
steal_bytes(struct mailimap_msg_att_body_section *section)
{
	char *bytes = section->sec_body_part;

	if (bytes == NULL || section->sec_length == 0)
		return NULL;
	section->sec_body_part = NULL;
	return g_bytes_new_with_free_func(
	    bytes, section->sec_length, (GDestroyNotify)mailimap_nstring_free, bytes);
}

static bool
begin_in_folder(struct imap_session *session, int64_t expected_bytes, GError **error)
{
	if (!imap_begin(session, expected_bytes, error))
		return false;
	if (!session->is_selected)
		return error_set(error, ERROR_RETRY, "no folder is selected");
	return true;
}

static int
compare_uids(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a;
	uint32_t right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

/* Adds the UIDs from first to last ("*": all there are) that the server names. */
static bool
search_range(struct imap_session *session, uint32_t first, const char *last, GArray *uids,
    GError **error)
{
	if (!begin_in_folder(session, 0, error) ||
	    !imap_command(session, "SEARCH", error, "UID SEARCH UID %" G_GUINT32_FORMAT ":%s",
		first, last))
		return false;
	const clist *found = session->etpan->imap_response_info->rsp_search_result;
	for (clistiter *i = found != NULL ? clist_begin(found) : NULL; i != NULL;
	     i = clist_next(i)) {
		const uint32_t *uid = clist_content(i);

		/* `n:*` always finds the last mail, even below n (RFC 3501 §6.4.8) */
		if (*uid >= first)
			g_array_append_val(uids, *uid);
	}
	return true;
}

/*
 * At least `enough` UIDs from from_uid on, or all there are. What the server may name in one
 * answer is bounded (imap/guard.h), so a folder with more mails is asked for piece by piece: up
 * to the UIDNEXT of its selection, then all that came since.
 */
static bool
search_pieces(
    struct imap_session *session, uint32_t from_uid, guint enough, GArray *uids, GError **error)
{
	const struct mailimap_selection_info *info = session->etpan->imap_selection_info;
	uint64_t next_uid = from_uid;
	uint64_t piece = MIN(enough, SEARCH_MAX);

	while (info->sel_exists > piece && next_uid + piece < info->sel_uidnext) {
		g_autofree char *last =
		    g_strdup_printf("%" G_GUINT64_FORMAT, next_uid + piece - 1);

		guint before = uids->len;
		if (!search_range(session, (uint32_t)next_uid, last, uids, error))
			return false;
		if (uids->len >= enough)
			return true;
		next_uid += piece;
		if (uids->len - before < piece / 2) /* the UIDs are far apart */
			piece *= 2;
		if (info->sel_exists > SEARCH_MAX)
			piece = MIN(piece, SEARCH_MAX);
	}
	return search_range(session, (uint32_t)next_uid, "*", uids, error);
}

static GArray *
search_from(struct imap_session *session, uint32_t from_uid, guint enough, GError **error)
{
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));

	if (!begin_in_folder(session, 0, error))
		return NULL;
	/* the server may tell of new mail only now, and SEARCH knows what was told */
	if (!session->is_fresh &&
	    !imap_check(session, mailimap_noop(session->etpan), "NOOP", error))
		return NULL;
	session->is_fresh = false;
	imap_forget_news(session);
	if (!search_pieces(session, from_uid, enough, uids, error))
		return NULL;
	g_array_sort(uids, compare_uids);
	return g_steal_pointer(&uids);
}

GArray *
imap_list_uids(struct imap_session *session, GError **error)
{
	return search_from(session, 1, G_MAXUINT, error);
}

/* The answers arrive in any order, perhaps twice: sort, keep the first of each UID. */
static GArray *
collect_list(const struct imap_session *session, const GArray *uids)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct imap_mail));

	for (clistiter *i = first_answer(session); i != NULL; i = clist_next(i)) {
		struct answer answer = read_answer(clist_content(i));
		struct imap_mail mail = {answer.uid, answer.size_bytes, answer.received_unix};

		if (g_array_binary_search((GArray *)uids, &mail.uid, compare_uids, NULL))
			g_array_append_val(list, mail);
	}
	g_array_sort(list, compare_uids); /* uid is the first member */
	for (guint i = 1; i < list->len;) {
		if (g_array_index(list, struct imap_mail, i).uid ==
		    g_array_index(list, struct imap_mail, i - 1).uid)
			g_array_remove_index(list, i);
		else
			i++;
	}
	return list;
}

GArray *
imap_list(struct imap_session *session, uint32_t from_uid, guint limit, GError **error)
{
	g_autoptr(GArray) uids = search_from(session, MAX(from_uid, 1), limit, error);

	if (uids == NULL)
		return NULL;
	if (uids->len > limit)
		g_array_set_size(uids, limit);
	if (uids->len == 0)
		return g_array_new(FALSE, FALSE, sizeof(struct imap_mail));
	if (!begin_in_folder(session, 0, error))
		return NULL;
	/* SEARCH named all there are, so one range from first to last names just these */
	if (!imap_command(session, "FETCH", error,
		"UID FETCH %" G_GUINT32_FORMAT ":%" G_GUINT32_FORMAT
		" (UID RFC822.SIZE INTERNALDATE)",
		g_array_index(uids, uint32_t, 0), g_array_index(uids, uint32_t, uids->len - 1)))
		return NULL;
	return collect_list(session, uids);
}

void
imap_body_free(struct imap_body *body)
{
	if (body == NULL)
		return;
	g_bytes_unref(body->bytes);
	g_free(body);
}

static bool
has_body(const GPtrArray *bodies, uint32_t uid)
{
	for (guint i = 0; i < bodies->len; i++) {
		const struct imap_body *body = g_ptr_array_index(bodies, i);

		if (body->uid == uid)
			return true;
	}
	return false;
}

static void
collect_bodies(const struct imap_session *session, const GArray *uids, GPtrArray *bodies)
{
	for (clistiter *i = first_answer(session); i != NULL; i = clist_next(i)) {
		struct answer answer = read_answer(clist_content(i));

		if (answer.section == NULL || !is_whole(answer.section) ||
		    !is_asked(uids, answer.uid) || has_body(bodies, answer.uid))
			continue;
		GBytes *bytes = steal_bytes(answer.section);
		if (bytes == NULL)
			continue;
		struct imap_body *body = g_new0(struct imap_body, 1);
		body->uid = answer.uid;
		body->bytes = bytes;
		g_ptr_array_add(bodies, body);
	}
}

GPtrArray *
imap_fetch_bodies(
    struct imap_session *session, const GArray *uids, int64_t expected_bytes, GError **error)
{
	g_autoptr(GPtrArray) bodies =
	    g_ptr_array_new_with_free_func((GDestroyNotify)imap_body_free);
	g_autoptr(GPtrArray) sets = imap_set_format(uids);

	for (guint i = 0; i < sets->len; i++) {
		const char *set = g_ptr_array_index(sets, i);

		if (!begin_in_folder(session, MAX(expected_bytes, 0), error) ||
		    !imap_command(
			session, "FETCH", error, "UID FETCH %s (UID BODY.PEEK[])", set))
			return NULL;
		collect_bodies(session, uids, bodies);
	}
	return g_steal_pointer(&bodies);
}

/* One body on its way from libetpan to a file. */
struct sink {
	int fd;
	int64_t limit_bytes;
	int64_t size_bytes;
	const struct mailimap_msg_att_body_section *section; /* the one being written */
	GError *error;
};

static bool
write_all(int fd, const char *bytes, size_t size_bytes, GError **error)
{
	while (size_bytes > 0) {
		ssize_t written = write(fd, bytes, size_bytes);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return error_set(error, ERROR_RETRY,
			    "the mail cannot be written to the spool: %s", g_strerror(errno));
		bytes += written;
		size_bytes -= (size_t)written;
	}
	return true;
}

static bool
take_chunk(int type, struct mailimap_msg_att_body_section *section, const char *bytes,
    size_t size_bytes, void *context)
{
	struct sink *sink = context;

	if (type != MAILIMAP_MSG_ATT_BODY_SECTION || section == NULL || !is_whole(section) ||
	    (sink->section != NULL && sink->section != section))
		return error_set(
		    &sink->error, ERROR_RETRY, "the server sent what was not asked for");
	sink->section = section;
	if ((uint64_t)size_bytes > (uint64_t)(sink->limit_bytes - sink->size_bytes))
		return error_set(&sink->error, ERROR_REJECT,
		    "the mail is larger than %" G_GINT64_FORMAT " bytes", sink->limit_bytes);
	if (!write_all(sink->fd, bytes, size_bytes, &sink->error))
		return false;
	sink->size_bytes += (int64_t)size_bytes;
	return true;
}

/* The UID may come after the body, so whose bytes they were is known only now. */
static bool
check_owner(const struct imap_session *session, uint32_t uid, const struct sink *sink)
{
	for (clistiter *i = first_answer(session); i != NULL; i = clist_next(i)) {
		struct answer answer = read_answer(clist_content(i));

		if (answer.section != NULL && answer.section == sink->section)
			return answer.uid == uid;
	}
	return false;
}

static bool
stream_body(struct imap_session *session, uint32_t uid, struct sink *sink, GError **error)
{
	g_autoptr(GError) failure = NULL;

	mailimap_set_msg_body_handler(session->etpan, take_chunk, sink);
	bool done = imap_command(session, "FETCH", &failure,
	    "UID FETCH %" G_GUINT32_FORMAT " (UID BODY.PEEK[])", uid);
	mailimap_set_msg_body_handler(session->etpan, NULL, NULL);
	if (sink->error != NULL)
		g_propagate_error(error, g_steal_pointer(&sink->error));
	else if (!done)
		g_propagate_error(error, g_steal_pointer(&failure));
	else if (sink->size_bytes == 0 || !check_owner(session, uid, sink))
		error_set(
		    error, ERROR_CONFLICT, "mail %" G_GUINT32_FORMAT " is not there", uid);
	else
		return true;
	return false;
}

bool
imap_fetch_to_file(struct imap_session *session, uint32_t uid, int fd, int64_t expected_bytes,
    int64_t limit_bytes, int64_t *ret_size_bytes, GError **error)
{
	struct sink sink = {.fd = fd, .limit_bytes = limit_bytes};

	if (expected_bytes <= 0)
		expected_bytes = LIMIT_FETCH_BATCH_BYTES;
	if (!begin_in_folder(session, 0, error) ||
	    !imap_begin_uncertain(
		session, MIN(expected_bytes, limit_bytes), limit_bytes, error))
		return false;
	if (ftruncate(fd, 0) != 0 || lseek(fd, 0, SEEK_SET) != 0)
		return error_set(error, ERROR_RETRY, "the spool file: %s", g_strerror(errno));
	if (stream_body(session, uid, &sink, error)) {
		*ret_size_bytes = sink.size_bytes;
		return true;
	}
	if (ftruncate(fd, 0) != 0) /* then at least its length says so */
		session->is_broken = true;
	return false;
}

GBytes *
imap_fetch_header(struct imap_session *session, uint32_t uid, GError **error)
{
	if (!begin_in_folder(session, 0, error) ||
	    !imap_command(session, "FETCH", error,
		"UID FETCH %" G_GUINT32_FORMAT " (UID BODY.PEEK[HEADER]<0.%u>)", uid,
		LIMIT_HEADER_BYTES))
		return NULL;
	for (clistiter *i = first_answer(session); i != NULL; i = clist_next(i)) {
		struct answer answer = read_answer(clist_content(i));
		GBytes *bytes;

		if (answer.uid == uid && uid != 0 && answer.section != NULL &&
		    answer.section->sec_length <= LIMIT_HEADER_BYTES &&
		    (bytes = steal_bytes(answer.section)) != NULL)
			return bytes;
	}
	error_set(error, ERROR_CONFLICT, "mail %" G_GUINT32_FORMAT " is not there", uid);
	return NULL;
}

int
imap_fetch_is_longer(
    struct imap_session *session, uint32_t uid, int64_t limit_bytes, GError **error)
{
	if (!begin_in_folder(session, 0, error) ||
	    !imap_command(session, "FETCH", error,
		"UID FETCH %" G_GUINT32_FORMAT " (UID BODY.PEEK[]<%" G_GINT64_FORMAT ".1>)",
		uid, limit_bytes))
		return -1;
	for (clistiter *i = first_answer(session); i != NULL; i = clist_next(i)) {
		struct answer answer = read_answer(clist_content(i));

		if (answer.uid != uid || answer.section == NULL)
			continue;
		/* A server that knows no partial fetch sends all of it. */
		return is_whole(answer.section)
			   ? (int64_t)answer.section->sec_length > limit_bytes
			   : answer.section->sec_length > 0;
	}
	return 0;
}
