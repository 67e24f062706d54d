SQL_FILES += \
	sql/function/open_who.sql \
	sql/function/act_open_form.sql \
	sql/function/page_open.sql
