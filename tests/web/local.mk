EXTRA_DIST += tests/web/test_web.py
