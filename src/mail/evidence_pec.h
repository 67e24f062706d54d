/*
 * evidence_pec: what a mail says of itself as certified mail (posta elettronica certificata,
 * RFC 6109): the fields of its header, its daticert.xml, the mail inside. In a mailbox that is
 * no PEC mailbox it proves nothing; in one, what the provider signed does.
 */
#ifndef TURNO_MAIL_EVIDENCE_PEC_H
#define TURNO_MAIL_EVIDENCE_PEC_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* Strings are UTF-8 of one line unless stated, and "" where nothing is said. */
struct evidence_pec {
	/* the header of the mail */
	char *kind;         /* of X-Ricevuta, else X-Trasporto: a word of pec.c; "" no PEC */
	char *receipt_type; /* "completa", "breve", "sintetica" */
	char *security;     /* X-VerificaSicurezza: "errore" */
	char *header_ref_message_id; /* X-Riferimento-Message-ID, without <> */
	/* daticert.xml */
	char *data;              /* "absent", "read", "malformed" (then all of this is "") */
	char *data_kind;         /* <postacert tipo="…"> */
	char *error, *error_ext; /* errore="…", <errore-esteso> */
	char *sender;            /* <mittente> */
	char *reply_to;          /* <risposte> */
	char *provider;          /* <gestore-emittente> */
	char *identifier;        /* <identificativo>, without <> */
	char
	    *ref_message_id; /* <msgid>, which is signed, else that of the header; without <> */
	char *delivered_to;  /* <consegna> */
	char *date;          /* RFC 3339 of <data>, or "" */
	GPtrArray *recipients;      /* char *: <destinatari> */
	GPtrArray *recipient_types; /* char *, for each of them: "certificato", "esterno" */
	GPtrArray *received;        /* char *: <ricezione> */
	/* the mail inside, postacert.eml */
	bool has_original;
	bool sender_agrees;       /* it has one From, the <mittente> */
	char *original_subject;   /* <oggetto>, else of the mail inside */
	char *original_from;      /* the first address */
	char *original_from_name; /* its display name */
	char *original_message_id;
	char *original_body_text;             /* many lines, at most LIMIT_PEC_TEXT_BYTES */
	GPtrArray *original_attachment_names; /* char * */
	char *envelope_text; /* what the provider wrote, where body_text is that of the mail
				inside; many lines, at most LIMIT_PEC_TEXT_BYTES */
};

/* Nothing said. Caller frees. */
struct evidence_pec *evidence_pec_new(void);
void evidence_pec_free(struct evidence_pec *pec);

/* All of the above as one object, with "signature": the state of the mail's signature. Ordinary
 * mail has "kind" alone, "". Caller owns it. */
json_t *evidence_pec_json(const struct evidence_pec *pec, const char *signature);

#endif
