dist_man_MANS += doc/turno.1 doc/turno.conf.5 doc/turno-api.7 doc/turno-mail.7 doc/turno-cgi.8 doc/turnod.8
EXTRA_DIST += doc/LAYERS doc/ARCHITECTURE.md doc/VIOLATIONS.md doc/ticket.png doc/schema.dot doc/schema.svg
