SQL_FILES += \
	sql/function/open_who.sql \
	sql/function/customer_said.sql \
	sql/function/act_open_form.sql \
	sql/function/page_open.sql \
	sql/function/mail_why.sql \
	sql/function/mails_waiting.sql \
	sql/function/mail_clean.sql \
	sql/function/mail_view.sql \
	sql/function/step_said.sql \
	sql/function/trace_text.sql \
	sql/function/mail_seen.sql \
	sql/function/triage_right.sql \
	sql/function/mail_search.sql \
	sql/function/page_mail_list.sql \
	sql/function/page_mail_blocked.sql \
	sql/function/mail_form_begin.sql \
	sql/function/page_mail.sql \
	sql/function/act_mail_form.sql \
	sql/function/act_mail_add.sql
