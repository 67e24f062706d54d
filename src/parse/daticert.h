/*
 * daticert: the file daticert.xml (also certdata.xml) in which a provider of certified mail
 * says what it did (RFC 6109 §4.4).
 *
 *	<postacert tipo="…" errore="…">
 *	  <intestazione>
 *	    <mittente>…</mittente> <destinatari tipo="…">…</destinatari>+
 *	    <risposte>…</risposte> <oggetto>…</oggetto>?
 *	  </intestazione>
 *	  <dati>
 *	    <gestore-emittente>…</gestore-emittente>
 *	    <data zona="+0100"> <giorno>31/12/2026</giorno> <ora>10:00:00</ora> </data>
 *	    <identificativo>…</identificativo> <msgid>…</msgid>? <ricevuta tipo="…"/>?
 *	    <consegna>…</consegna>? <ricezione>…</ricezione>* <errore-esteso>…</errore-esteso>?
 *	  </dati>
 *	</postacert>
 */
#ifndef TURNO_PARSE_DATICERT_H
#define TURNO_PARSE_DATICERT_H

#include <stdbool.h>
#include <stddef.h>

struct evidence_pec;

/*
 * Reads size_bytes bytes into the members of a new pec that come from daticert.xml. False when
 * it is no such file, larger than LIMIT_DATICERT_BYTES, has a document type declaration or an
 * entity other than XML's five, or nests too deep: then pec may hold part of it and should be
 * thrown away. *ret_is_cut tells when recipients were left out (LIMIT_ADDRESSES). Elements that
 * are not known are skipped; a date that is none is "".
 */
bool daticert_read(
    const char *bytes, size_t size_bytes, struct evidence_pec *pec, bool *ret_is_cut);

#endif
