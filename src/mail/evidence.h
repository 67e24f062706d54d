/*
 * evidence: what the bytes of one mail say, before anybody decides anything. Made by parse in
 * the sandboxed reader, checked by evidence_check() in the parent, stored and judged by
 * turno.deliver. All strings are valid UTF-8 without NUL and never NULL unless stated; every
 * list may be empty. Everything here was chosen by whoever sent the mail: it proves nothing.
 */
#ifndef TURNO_MAIL_EVIDENCE_H
#define TURNO_MAIL_EVIDENCE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct evidence_forward;

#define EVIDENCE_VERSION 1

/* A mailbox of an address field. name: display name, decoded; "" when there is none. address:
 * addr-spec as written, its domain lower-cased. */
struct evidence_address {
	char *name;
	char *address;
};

/* A document of the mail by reference into the raw bytes; a member of a winmail.dat or a file
 * in a text by reference into what these bytes decode to. */
struct evidence_attachment {
	char *name;        /* sanitised file name, at most LIMIT_NAME_BYTES; "" unknown */
	char *type;        /* type/subtype, lower case */
	char *disposition; /* "attachment", "inline" or "" */
	char *content_id;  /* without <>; "" none */
	char *sha256;      /* lower-case hex, of the decoded bytes */
	char *md5;         /* the same, or NULL when it was not asked for */
	bool is_inline;    /* an image that the text shows (cid:) */
	uint64_t size;     /* decoded bytes */
	uint64_t offset;   /* of the encoded bytes in the raw mail */
	uint64_t length;   /* of the encoded bytes */
	char *encoding;    /* a name of decoder_init() (base/decode.h), lower case */
	unsigned line_chars, line_bytes; /* of decode_find_lines(); 0: lines are not alike */
};

/* A signed token as found; the database alone can tell whether it is genuine (M17). */
struct evidence_token {
	char *role;        /* "c", "r", "n"; NULL where the kind has none */
	int64_t ticket;    /* every number is 0..2^53 */
	int64_t recipient; /* address: contact or operator; message: outbox row */
	int64_t key;
	char *mac;  /* 16 characters of lower-case base32 */
	char *base; /* address: the mailbox's own address; NULL otherwise */
};

/* RFC 3834 and M11. */
enum evidence_automatic {
	EVIDENCE_AUTOMATIC_NO,        /* a person wrote it */
	EVIDENCE_AUTOMATIC_RESPONSE,  /* an answering machine */
	EVIDENCE_AUTOMATIC_GENERATED, /* a program, not as an answer */
	EVIDENCE_AUTOMATIC_LIST,      /* a person, through a mailing list */
};

struct evidence {
	uint64_t size; /* of the raw mail */
	char *message_id;
	char *in_reply_to;     /* the first id, "" none */
	GPtrArray *references; /* char *: all ids of References, then those of In-Reply-To */
	char *date;            /* RFC 3339 or NULL */
	GPtrArray *from;       /* struct evidence_address */
	GPtrArray *headers;    /* struct evidence_property: the first LIMIT_FIELDS_TOLD fields,
				  names    in lower case */
	unsigned from_fields; /* fields From: with more than one the mail is broken or forged */
	char *sender_address;
	char *effective_sender; /* who wrote it, as far as the header says: parse/sender.h */
	GPtrArray *to, *cc, *delivered_to; /* char * */
	char *reply_to;
	char *return_path; /* "" the null path, NULL no such field */
	char *subject;
	char *body_text, *reply_visible_text, *quoted_text, *signature_text;
	bool text_repaired, text_truncated;
	GPtrArray *attachments; /* struct evidence_attachment */
	GPtrArray *html;        /* struct evidence_attachment: the mail's HTML, at most one; its
				   type with the charset, "text/html; charset=utf-8" */
	char *body_sha256;      /* of body_text and of the documents' sha256 (M4) */
	enum evidence_automatic automatic;
	/* is_bounce: a report of a mail that failed or, with is_delayed, still waits. */
	bool is_bounce, is_delayed, is_delivery_success, is_feedback_report;
	GPtrArray *bounced_recipients, *bounce_status; /* char * */
	int bounce_permanent;                          /* 1 yes, 0 no, -1 unknown */
	char *bounce_original_message_id, *bounce_diagnostic;
	char *mdn; /* RFC 8098: "displayed", "deleted", …; "" no such notification */
	char *mdn_original_message_id;
	struct evidence_forward *forward;                            /* never NULL */
	GPtrArray *tokens_address, *tokens_message, *tokens_subject; /* struct evidence_token */
	GPtrArray *tokens_loop;    /* char *: MAILBOX.KEY.MAC */
	GPtrArray *authentication; /* struct evidence_authentication, the topmost first */
	struct evidence_pec *pec;  /* never NULL; kind "" for ordinary mail */
	struct evidence_signature *signature; /* never NULL */
	GPtrArray *notices; /* char *: names of the limits that were met (M5) */
};

/* Everything empty. Caller frees with evidence_free(). */
struct evidence *evidence_new(void);
void evidence_free(struct evidence *evidence); /* NULL is allowed */
typedef struct evidence Evidence;              /* only for g_autoptr(Evidence) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evidence, evidence_free)

/* A list of struct evidence_address, empty. Caller unrefs. */
GPtrArray *evidence_addresses_new(void);

/* The first From that has an address, else the first; NULL when there is none. Borrowed. */
const struct evidence_address *evidence_first_from(const struct evidence *evidence);

/* Copies its strings; pushes onto list. */
void evidence_add_address(GPtrArray *list, const char *name, const char *address);

/* A new attachment with every string empty and md5 NULL, already in evidence->attachments and
 * owned by it. */
struct evidence_attachment *evidence_add_attachment(struct evidence *evidence);

/* Copies its strings; role and base may be NULL. */
void evidence_add_token(GPtrArray *list, const char *role, int64_t ticket, int64_t recipient,
    int64_t key, const char *mac, const char *base);

/* Remembers once that a limit was met: "raw", "header", "parts", "depth", "addresses",
 * "references", "text", "attachments". name is a literal. */
void evidence_add_notice(struct evidence *evidence, const char *name);

/* One JSON object (compact, UTF-8), the keys as in turno.1. Caller frees; *ret_size without the
 * final NUL. */
char *evidence_to_json(const struct evidence *evidence, size_t *ret_size);

#endif
