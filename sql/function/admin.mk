SQL_FILES += \
	sql/function/post_digest.sql \
	sql/function/event_digest.sql
