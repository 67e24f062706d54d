EXTRA_DIST += \
	tests/web/conftest.py \
	tests/web/test_anew.py \
	tests/web/test_contact.py \
	tests/web/test_knowledge.py \
	tests/web/test_list.py \
	tests/web/test_mail.py \
	tests/web/test_model.py \
	tests/web/test_office.py \
	tests/web/test_office_mail.py \
	tests/web/test_office_sending.py \
	tests/web/test_office_server.py \
	tests/web/test_office_tag.py \
	tests/web/test_open.py \
	tests/web/test_page_dir.py \
	tests/web/test_people.py \
	tests/web/test_practice.py \
	tests/web/test_server.py \
	tests/web/test_receipt.py \
	tests/web/test_sheet.py \
	tests/web/test_sign.py \
	tests/web/test_statistics.py \
	tests/web/test_ticket.py \
	tests/web/test_web.py
