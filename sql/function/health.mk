SQL_FILES += \
	sql/function/mailbox_reconcile.sql \
	sql/function/mailbox_state.sql \
	sql/function/mailbox_folders.sql \
	sql/function/summary_report.sql \
	sql/function/summary_send.sql \
	sql/function/health.sql \
	sql/function/check_mailboxes.sql \
	sql/function/check_settings.sql \
	sql/function/check_roles.sql \
	sql/function/role_excess.sql
