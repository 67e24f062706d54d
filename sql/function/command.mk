SQL_FILES += \
	sql/function/command_category.sql \
	sql/function/command_check.sql \
	sql/function/command_do.sql \
	sql/function/command_find.sql \
	sql/function/command_help.sql \
	sql/function/command_line.sql \
	sql/function/command_near.sql \
	sql/function/command_read.sql \
	sql/function/command_refuse.sql \
	sql/function/command_run.sql \
	sql/function/operator_carry.sql \
	sql/function/operator_wait.sql \
	sql/function/participant_add.sql \
	sql/function/text_words.sql \
	sql/function/transcript_add.sql
