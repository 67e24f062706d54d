SQL_FILES += \
	sql/function/address_party.sql \
	sql/function/domain_covers.sql \
	sql/function/authres_judge.sql \
	sql/function/authres_trusted.sql \
	sql/function/mail_trust.sql \
	sql/function/deliver_forged.sql \
	sql/function/operator_unproven.sql \
	sql/function/operator_doubt.sql \
	sql/function/operator_reads.sql \
	sql/function/operator_hold.sql \
	sql/function/operator_role.sql \
	sql/function/confirmation_add.sql \
	sql/function/confirmation_find.sql \
	sql/function/confirmation_show.sql \
	sql/function/confirmation_use.sql \
	sql/function/page_confirm.sql \
	sql/function/act_confirm.sql
