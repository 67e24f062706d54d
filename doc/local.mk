dist_man_MANS += doc/turno.1 doc/turno.conf.5 doc/turno-api.7 doc/turno-mail.7 doc/turno-cgi.8 doc/turnod.8
EXTRA_DIST += doc/guide-operator.en.md doc/guide-operator.it.md doc/guide-admin.en.md doc/guide-admin.it.md
EXTRA_DIST += doc/guide-desk.en.md doc/guide-desk.it.md doc/guide
EXTRA_DIST += doc/LAYERS doc/ARCHITECTURE.md doc/VIOLATIONS.md doc/schema.dot doc/schema.svg

# The mails in the guides, as they are sent today.
update-guide: all
	TURNO_WRITE_GUIDE=1 TURNO_BUILD=$(abs_builddir) PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -m pytest -q -p no:cacheprovider \
		$(abs_top_srcdir)/tests/flow/test_day.py
.PHONY: update-guide

# The pictures in the guides, of pages as they are today.
update-pictures: all
	TURNO_WRITE_GUIDE=1 TURNO_BUILD=$(abs_builddir) PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -m pytest -q -p no:cacheprovider \
		$(abs_top_srcdir)/tests/browser/test_newcomer.py
.PHONY: update-pictures
