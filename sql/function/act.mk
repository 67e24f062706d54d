SQL_FILES += \
	sql/function/short_code.sql \
	sql/function/category_assignee.sql \
	sql/function/colleagues_tell.sql \
	sql/function/ticket_note.sql \
	sql/function/ticket_assign.sql \
	sql/function/ticket_assignment_check.sql \
	sql/function/operator_unassign.sql \
	sql/function/ticket_move.sql \
	sql/function/ticket_level.sql \
	sql/function/ticket_status.sql \
	sql/function/ticket_priority.sql \
	sql/function/place_text.sql \
	sql/function/ticket_describe.sql
