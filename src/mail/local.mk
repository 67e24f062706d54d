src_libturno_a_SOURCES += \
	src/mail/evidence.c src/mail/evidence.h \
	src/mail/evidence_check.c src/mail/evidence_check.h \
	src/mail/evidence_forward.c src/mail/evidence_forward.h \
	src/mail/evidence_auth.c src/mail/evidence_auth.h \
	src/mail/evidence_pec.c src/mail/evidence_pec.h \
	src/mail/evidence_signature.c src/mail/evidence_signature.h \
	src/mail/json_text.c src/mail/json_text.h
