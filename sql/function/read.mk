# What pages read at once: policies are asked which tickets, the kernel reads what hangs on them.
SQL_FILES += \
	sql/function/ticket_breadth.sql \
	sql/function/ticket_marks.sql \
	sql/function/ticket_count_read.sql \
	sql/function/practice_seen.sql \
	sql/function/reader_is_owner.sql \
	sql/function/reader.sql \
	sql/function/ticket_detail.sql \
	sql/function/ticket_events_read.sql \
	sql/function/ticket_held_read.sql \
	sql/function/ticket_outside_read.sql \
	sql/function/ticket_posts_read.sql \
	sql/function/ticket_timeline.sql \
	sql/function/ticket_practices_read.sql \
	sql/function/ticket_rows_read.sql \
	sql/function/ticket_seen.sql \
	sql/function/mails_waiting_read.sql
