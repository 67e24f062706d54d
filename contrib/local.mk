EXTRA_DIST += \
	contrib/systemd/turno-cgi.socket \
	contrib/systemd/turno-cgi@.service \
	contrib/systemd/turnod.service \
	contrib/apparmor/usr.libexec.turno.turno-cgi \
	contrib/apparmor/usr.sbin.turnod \
	contrib/packages \
	contrib/install-packages \
	contrib/check \
	contrib/check.py \
	contrib/demo \
	contrib/demo.py \
	contrib/entity-table \
	contrib/stack/build.py \
	contrib/stack/seed.py \
	contrib/stack/__init__.py \
	contrib/stack/dovecot-modules.c \
	contrib/stack/dovecot.py \
	contrib/stack/exim.py \
	contrib/stack/host.py \
	contrib/stack/lighttpd.py \
	contrib/stack/pki.py \
	contrib/stack/port.py \
	contrib/stack/postgres.py \
	contrib/stack/server.py \
	contrib/stack/stack.py \
	contrib/stack/turno.py \
	contrib/stack/wait.py
