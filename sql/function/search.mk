SQL_FILES += \
	sql/function/ticket_rows.sql
