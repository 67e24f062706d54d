# Rows that every installation has: applied at each migrate, so each file is an upsert.
SQL_FILES += sql/data/notice_rule.sql
SQL_FILES += sql/data/command.sql
SQL_FILES += sql/data/template_field.sql
SQL_FILES += \
	sql/data/status.sql \
	sql/data/practice_state.sql \
	sql/data/turn_rule.sql \
	sql/data/signing_key.sql \
	sql/data/setting_known.sql
