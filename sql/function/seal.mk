SQL_FILES += \
	sql/function/seal_publish.sql \
	sql/function/admin_seal.sql \
	sql/function/mailbox_job.sql \
	sql/function/mailbox_server.sql \
	sql/function/mailbox_test.sql \
	sql/function/mailbox_test_take.sql \
	sql/function/mailbox_test_answer.sql
