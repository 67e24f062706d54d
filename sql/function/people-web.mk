SQL_FILES += \
	sql/function/admin_submit.sql \
	sql/function/form_again.sql \
	sql/function/address_error.sql \
	sql/function/code_errors.sql \
	sql/function/customer_named.sql \
	sql/function/customer_ids.sql \
	sql/function/contact_card.sql \
	sql/function/act_contact_save.sql \
	sql/function/act_contact_address.sql \
	sql/function/act_contact_merge.sql \
	sql/function/act_contact_remove.sql \
	sql/function/act_contact_code.sql \
	sql/function/act_contact_lock.sql \
	sql/function/act_customer_save.sql \
	sql/function/act_customer_remove.sql \
	sql/function/page_contact_list.sql \
	sql/function/page_customer_list.sql \
	sql/function/tickets_of.sql \
	sql/function/page_contact.sql \
	sql/function/page_customer.sql \
	sql/function/page_contact_form.sql \
	sql/function/page_customer_form.sql \
	sql/function/page_contact_erase.sql \
	sql/function/contact_export_seen.sql
