EXTRA_DIST += tests/web/test_sheet.py tests/web/test_web.py
EXTRA_DIST += tests/web/test_web.py tests/web/test_ticket.py
EXTRA_DIST += tests/web/test_page_dir.py tests/web/test_server.py tests/web/test_sheet.py tests/web/test_web.py
EXTRA_DIST += tests/web/test_people.py tests/web/test_sheet.py tests/web/test_web.py
EXTRA_DIST += tests/web/test_list.py
EXTRA_DIST += tests/web/test_sheet.py
EXTRA_DIST += tests/web/test_ticket.py
EXTRA_DIST += tests/web/test_web.py
