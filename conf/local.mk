# Mail templates are compiled in; a file of the same name in template_dir is used instead.
MAIL_TEMPLATES = \
	$(srcdir)/conf/templates/it/acknowledgement.txt $(srcdir)/conf/templates/en/acknowledgement.txt \
	$(srcdir)/conf/templates/it/new_link.txt $(srcdir)/conf/templates/en/new_link.txt \
	$(srcdir)/conf/templates/it/notification.txt $(srcdir)/conf/templates/en/notification.txt \
	$(srcdir)/conf/templates/it/password_code.txt $(srcdir)/conf/templates/en/password_code.txt \
	$(srcdir)/conf/templates/it/confirm.txt $(srcdir)/conf/templates/en/confirm.txt \
	$(srcdir)/conf/templates/it/parked.txt $(srcdir)/conf/templates/en/parked.txt \
	$(srcdir)/conf/templates/it/quarantine.txt $(srcdir)/conf/templates/en/quarantine.txt \
	$(srcdir)/conf/templates/it/rejected.txt $(srcdir)/conf/templates/en/rejected.txt \
	$(srcdir)/conf/templates/it/reply.txt $(srcdir)/conf/templates/en/reply.txt \
	$(srcdir)/conf/templates/it/status.txt $(srcdir)/conf/templates/en/status.txt \
	$(srcdir)/conf/templates/it/reminder.txt $(srcdir)/conf/templates/en/reminder.txt \
	$(srcdir)/conf/templates/it/morning.txt $(srcdir)/conf/templates/en/morning.txt \
	$(srcdir)/conf/templates/it/transcript.txt $(srcdir)/conf/templates/en/transcript.txt \
	$(srcdir)/conf/templates/it/summary.txt $(srcdir)/conf/templates/en/summary.txt \
	$(srcdir)/conf/templates/it/alert.txt $(srcdir)/conf/templates/en/alert.txt

nodist_src_libturno_a_SOURCES += conf/templates.c
conf/templates.c: $(MAIL_TEMPLATES) $(srcdir)/conf/template.awk
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)LC_ALL=C $(AWK) -f $(srcdir)/conf/template.awk $(MAIL_TEMPLATES) >$@.tmp && mv $@.tmp $@
CLEANFILES += conf/templates.c

dist_pkgsysconf_DATA = conf/turno.conf.example
pkgsysconfdir = $(sysconfdir)/turno
EXTRA_DIST += $(MAIL_TEMPLATES) conf/template.awk

pkgdatawebdir = $(pkgdatadir)/web-server
dist_pkgdataweb_DATA = conf/web-server/413.html conf/web-server/apache-cgi.conf conf/web-server/apache.conf \
	conf/web-server/lighttpd.conf conf/web-server/nginx.conf

pkgdatapagedir = $(pkgdatadir)/page
dist_pkgdatapage_DATA = $(WEB_PAGES)
