SQL_FILES += \
	sql/function/seal_publish.sql \
	sql/function/admin_seal.sql \
	sql/function/mailbox_job.sql \
	sql/function/mailbox_submission.sql \
	sql/function/mailbox_submissions.sql \
	sql/function/mailbox_sending_state.sql \
	sql/function/account_retry.sql \
	sql/function/mailbox_test.sql \
	sql/function/mailbox_server_give.sql \
	sql/function/mailbox_server.sql \
	sql/function/mailbox_sending.sql \
	sql/function/mailbox_test_take.sql \
	sql/function/mailbox_test_answer.sql

SQL_FILES += \
	sql/function/logo_type.sql \
	sql/function/logo_set.sql \
	sql/function/act_office_logo.sql \
	sql/function/page_office_logo.sql \
	sql/function/office_logo.sql \
	sql/function/office_door.sql sql/function/office_front.sql
