SQL_FILES += \
	sql/function/practice_inputs.sql \
	sql/function/page_practice_card.sql \
	sql/function/page_practice_filter.sql \
	sql/function/page_practice_form.sql \
	sql/function/page_knowledge.sql
