/* pec: certified mail (posta elettronica certificata, RFC 6109): receipts of a provider and the
 * envelopes in which he delivers mail (M27 to M30, the reading side). */
#ifndef TURNO_PARSE_PEC_H
#define TURNO_PARSE_PEC_H

#include <stdbool.h>

struct evidence;
struct evidence_pec;
struct header;
struct mime_tree;

/*
 * Reads into evidence->pec what the header of the mail and daticert.xml say; nothing when
 * neither X-Ricevuta nor X-Trasporto has a word of RFC 6109. A receipt is generated mail
 * (evidence->automatic), and the Message-ID it cites is looked into for tokens. Returns the
 * index of the part that is the mail inside (postacert.eml), -1 none.
 */
int pec_read(struct evidence *evidence, const struct header *header,
    const struct mime_tree *tree, const char *bytes);

/* True where the mail inside is what a person reads: an envelope of transport or of anomaly. */
bool pec_is_envelope(const struct evidence_pec *pec);

/* What the mail inside says, from its own evidence, into evidence->pec. It decides the
 * effective sender of an envelope: the <mittente> where the mail inside agrees, its own sender
 * where that is ordinary mail (X-Trasporto: errore). */
void pec_set_original(struct evidence *evidence, const struct evidence *original);

#endif
