SQL_FILES += \
	sql/function/act_link_revoke.sql \
	sql/function/act_reply_preview.sql \
	sql/function/link_revoke.sql \
	sql/function/page_ticket_tool.sql \
	sql/function/reply_envelopes.sql \
	sql/function/ticket_newer.sql \
	sql/function/ticket_tool.sql
