/* Opens and closes; the conversation is in login.c, fetch.c, idle.c and after.c. */
#include "config.h"
#include "imap/session.h"

#include "base/error.h"
#include "base/text.h"
#include "imap/command.h"
#include "imap/folder.h"
#include "imap/login.h"

#define LOGOUT_MS 5000
#define LOGOUT_BYTES 65536

static bool
read_along(void *guard, const char *bytes, size_t size_bytes, GError **error)
{
	return imap_guard_feed(guard, bytes, size_bytes, error);
}

struct imap_session *
imap_session_open(const struct imap_account *account, GError **error)
{
	g_autoptr(ImapSession) session = g_new0(struct imap_session, 1);

	if (account->spool_dir != NULL && account->spool_dir[0] != '\0')
		mmap_string_set_tmpdir(account->spool_dir);
	session->host = g_strdup(account->peer.host);
	session->time = account->peer.time;
	session->is_broken = true; /* nothing to say LOGOUT to yet */
	session->stream = net_stream_open(&account->peer, error);
	if (session->stream == NULL)
		return NULL;
	net_stream_watch(session->stream, read_along, &session->guard);
	session->etpan = mailimap_new(0, NULL);
	if (session->etpan == NULL)
		g_error("out of memory for an IMAP session"); /* as g_malloc() does */
	session->is_broken = false;
	if (!imap_login(session, account, error)) {
		session->is_broken = true;
		return NULL;
	}
	return g_steal_pointer(&session);
}

bool
imap_session_select(
    struct imap_session *session, const char *folder, uint32_t *ret_uidvalidity, GError **error)
{
	g_autoptr(GError) refused = NULL;

	if (!text_is_line_safe(folder) || !g_utf8_validate(folder, -1, NULL))
		return error_set(
		    error, ERROR_CONFIG, "the folder's name holds control characters");
	if (!imap_begin(session, 0, error))
		return false;
	g_autofree char *encoded = imap_folder_encode(folder);
	int r = mailimap_select(session->etpan, encoded);
	session->is_selected = r == MAILIMAP_NO_ERROR;
	if (!imap_check(session, r, "SELECT", &refused)) {
		if (error_is(refused, ERROR_REJECT) && !imap_refusal_is_temporary(session))
			return error_set(
			    error, ERROR_CONFIG, "folder %s: %s", folder, refused->message);
		return error_set(error, ERROR_RETRY, "%s", refused->message);
	}
	const struct mailimap_selection_info *info = session->etpan->imap_selection_info;
	if (info == NULL || info->sel_uidvalidity == 0) {
		session->is_selected = false;
		return error_set(error, ERROR_RETRY, "%s gives no UIDVALIDITY", session->host);
	}
	session->is_fresh = true;
	imap_forget_news(session);
	*ret_uidvalidity = info->sel_uidvalidity;
	return true;
}

bool
imap_session_has_idle(const struct imap_session *session)
{
	return mailimap_has_extension(session->etpan, "IDLE");
}

bool
imap_session_is_broken(const struct imap_session *session)
{
	return session->is_broken;
}

void
imap_session_close(struct imap_session *session)
{
	if (session == NULL)
		return;
	if (!session->is_broken) {
		net_stream_allow(session->stream, LOGOUT_MS, LOGOUT_BYTES);
		mailimap_logout(session->etpan);
	}
	if (session->etpan != NULL) {
		session->etpan->imap_stream =
		    NULL; /* else it would say LOGOUT, even in clear */
		mailimap_free(session->etpan);
	}
	net_stream_free(session->stream);
	g_free(session->host);
	g_free(session);
}
