# One library; each room lists its files in its own local.mk.
noinst_LIBRARIES += src/libturno.a
src_libturno_a_SOURCES =
nodist_src_libturno_a_SOURCES =

include src/base/local.mk
include src/mail/local.mk
include src/parse/local.mk
include src/compose/local.mk
include src/store/local.mk
include src/export/local.mk
include src/net/local.mk
include src/imap/local.mk
include src/smtp/local.mk
include src/http/local.mk
include src/job/local.mk
include src/web/local.mk
include src/cli/local.mk

TURNO_LIBS = src/libturno.a $(GMIME_LIBS) $(GLIB_LIBS) $(PQ_LIBS) $(CONFIG_LIBS) $(SODIUM_LIBS) $(JANSSON_LIBS) \
	$(UCHARDET_LIBS) $(SECCOMP_LIBS) $(ETPAN_LIBS) $(GNUTLS_LIBS) $(CURL_LIBS) $(ARCHIVE_LIBS) $(CSV_LIBS)

sbin_PROGRAMS += src/turnod
src_turnod_SOURCES = src/turnod.c
src_turnod_LDADD = $(TURNO_LIBS)

bin_PROGRAMS += src/turno
src_turno_SOURCES = src/turno.c
src_turno_LDADD = $(TURNO_LIBS)

cgidir = $(libexecdir)/turno
cgi_PROGRAMS = src/turno-cgi
# A web server may put a query on its command line (RFC 3875 §4.4): it has no options.
AM_INSTALLCHECK_STD_OPTIONS_EXEMPT = src/turno-cgi
src_turno_cgi_SOURCES = src/turno-cgi.c
src_turno_cgi_LDADD = $(TURNO_LIBS) $(FCGI_LIBS)

EXTRA_DIST += src/README.md
