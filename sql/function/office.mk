SQL_FILES += \
	sql/function/page_admin_choices.sql \
	sql/function/page_office.sql \
	sql/function/page_office_category.sql
