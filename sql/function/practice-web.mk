SQL_FILES += \
	sql/function/practice_inputs.sql \
	sql/function/page_practice_card.sql \
	sql/function/page_practice_filter.sql \
	sql/function/page_practice_form.sql \
	sql/function/page_knowledge.sql
SQL_FILES += \
	sql/function/model_slug.sql \
	sql/function/act_model_save.sql \
	sql/function/act_model_remove.sql \
	sql/function/page_model_form.sql
