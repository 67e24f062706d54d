/* Changes the customer's mailbox: only by UID, only the mails given. */
#include "config.h"
#include "imap/after.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "imap/command.h"
#include "imap/folder.h"

#define KEYWORD "$Turno"

/* Does one thing to one set of UIDs ("4:6,9"). argument: the quoted folder, or a flag. */
typedef bool action(
    struct imap_session *session, const char *set, const char *argument, GError **error);

static bool
for_each_set(struct imap_session *session, const GArray *uids, action *act,
    const char *argument, GError **error)
{
	g_autoptr(GPtrArray) sets = imap_set_format(uids);

	if (!session->is_selected)
		return error_set(error, ERROR_RETRY, "no folder is selected");
	for (guint i = 0; i < sets->len; i++)
		if (!act(session, g_ptr_array_index(sets, i), argument, error))
			return false;
	return true;
}

static bool
add_flag(struct imap_session *session, const char *set, const char *flag, GError **error)
{
	return imap_begin(session, 0, error) &&
	       imap_command(
		   session, "STORE", error, "UID STORE %s +FLAGS.SILENT (%s)", set, flag);
}

static bool
check_gone(struct imap_session *session, const char *set, GError **error)
{
	if (!imap_begin(session, 0, error) ||
	    !imap_command(session, "SEARCH", error, "UID SEARCH UID %s", set))
		return false;
	const clist *found = session->etpan->imap_response_info->rsp_search_result;
	if (found != NULL && clist_begin(found) != NULL)
		return error_set(error, ERROR_REJECT,
		    "%s agreed, but the mails are still in the folder", session->host);
	return true;
}

static bool
expunge(struct imap_session *session, const char *set, const char *unused, GError **error)
{
	(void)unused;
	return add_flag(session, set, "\\Deleted", error) && imap_begin(session, 0, error) &&
	       imap_command(session, "EXPUNGE", error, "UID EXPUNGE %s", set) &&
	       check_gone(session, set, error);
}

/* An OK to MOVE proves nothing: "no messages found" is one too. */
static bool
move(struct imap_session *session, const char *set, const char *folder, GError **error)
{
	return imap_begin(session, 0, error) &&
	       imap_command(session, "MOVE", error, "UID MOVE %s %s", set, folder) &&
	       check_gone(session, set, error);
}

static bool
copy_and_expunge(
    struct imap_session *session, const char *set, const char *folder, GError **error)
{
	return imap_begin(session, 0, error) &&
	       imap_command(session, "COPY", error, "UID COPY %s %s", set, folder) &&
	       expunge(session, set, NULL, error);
}

/* Without PERMANENTFLAGS all flags may be changed (RFC 3501 §7.1). */
static bool
takes_keyword(const struct imap_session *session)
{
	const struct mailimap_selection_info *info = session->etpan->imap_selection_info;

	if (info == NULL || info->sel_perm_flags == NULL)
		return true;
	for (clistiter *i = clist_begin(info->sel_perm_flags); i != NULL; i = clist_next(i)) {
		const struct mailimap_flag_perm *flag = clist_content(i);

		if (flag->fl_type == MAILIMAP_FLAG_PERM_ALL)
			return true;
		if (flag->fl_flag != NULL && flag->fl_flag->fl_type == MAILIMAP_FLAG_KEYWORD &&
		    g_ascii_strcasecmp(flag->fl_flag->fl_data.fl_keyword, KEYWORD) == 0)
			return true;
	}
	return false;
}

bool
imap_after_flag(struct imap_session *session, const GArray *uids, GError **error)
{
	const char *flag = takes_keyword(session) ? KEYWORD : "\\Flagged";

	return for_each_set(session, uids, add_flag, flag, error);
}

static bool
has_uidplus(const struct imap_session *session, GError **error)
{
	if (mailimap_has_extension(session->etpan, "UIDPLUS"))
		return true;
	return error_set(error, ERROR_CONFIG,
	    "%s cannot remove single mails (no UIDPLUS): choose to leave or to flag them",
	    session->host);
}

bool
imap_after_move(
    struct imap_session *session, const GArray *uids, const char *folder, GError **error)
{
	bool has_move = mailimap_has_extension(session->etpan, "MOVE");
	g_autoptr(GError) refused = NULL;

	if (folder[0] == '\0' || !text_is_line_safe(folder) ||
	    !g_utf8_validate(folder, -1, NULL))
		return error_set(error, ERROR_CONFIG, "the name of the folder is not usable");
	if (!has_move && !has_uidplus(session, error))
		return false;
	g_autofree char *encoded = imap_folder_encode(folder);
	g_autofree char *quoted = imap_quote(encoded);
	if (for_each_set(session, uids, has_move ? move : copy_and_expunge, quoted, &refused))
		return true;
	/* TRYCREATE: the target is missing (RFC 3501 §6.4.7) */
	if (error_is(refused, ERROR_REJECT) && session->etpan->imap_response_info != NULL &&
	    session->etpan->imap_response_info->rsp_trycreate)
		return error_set(
		    error, ERROR_CONFIG, "folder %s: %s", folder, refused->message);
	g_propagate_error(error, g_steal_pointer(&refused));
	return false;
}

bool
imap_after_delete(struct imap_session *session, const GArray *uids, GError **error)
{
	return has_uidplus(session, error) && for_each_set(session, uids, expunge, NULL, error);
}
