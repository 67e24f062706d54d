SQL_FILES += \
	sql/function/pec_kind.sql \
	sql/function/pec_effective.sql \
	sql/function/pec_alias.sql \
	sql/function/pec_outbox.sql \
	sql/function/pec_state.sql \
	sql/function/pec_receipt_add.sql \
	sql/function/pec_settle.sql \
	sql/function/deliver_pec.sql \
	sql/function/receipt_list.sql \
	sql/function/page_receipts.sql
