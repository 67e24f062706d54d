/*
 * limit: every bound that keeps a hostile mail, server or browser from costing more than it
 * may. Sizes in bytes, times in milliseconds. doc/turno-mail.7 lists those that a mail can meet
 * (M5).
 */
#ifndef TURNO_BASE_LIMIT_H
#define TURNO_BASE_LIMIT_H

#define LIMIT_RAW_BYTES (100u << 20)         /* a mail kept whole; default of limit.raw */
#define LIMIT_HEADER_BYTES (1u << 20)        /* all header fields of a mail */
#define LIMIT_HEADER_COUNT 1000u             /* header fields of a mail */
#define LIMIT_HEADER_FIELD_BYTES (64u << 10) /* one header field */
#define LIMIT_FIELDS_TOLD 250u               /* header fields in the evidence */
#define LIMIT_FIELD_TOLD_BYTES 1000u         /* the value of one of them */
#define LIMIT_PARTS 1000u                    /* MIME parts */
#define LIMIT_DEPTH 50u                      /* nesting of MIME parts */
#define LIMIT_ADDRESSES 100u                 /* addresses per field */
#define LIMIT_REFERENCES 100u                /* message ids per field */
#define LIMIT_AUTHRES_FIELDS 10u             /* fields Authentication-Results */
#define LIMIT_AUTHRES_RESULTS 30u            /* results in one of them */
#define LIMIT_AUTHRES_PROPERTIES 20u         /* properties of a result */
#define LIMIT_DATICERT_BYTES (64u << 10)     /* daticert.xml */
#define LIMIT_PEC_TEXT_BYTES (64u << 10)     /* texts beside the readable one */
#define LIMIT_PEC_BYTES 30000000u            /* a certified mail that we send */
#define LIMIT_CMS_BYTES (64u << 10)          /* a signature with its certificates */
#define LIMIT_CMS_BLOCK_BYTES (32u << 20)    /* a signed block that is checked */
#define LIMIT_CONTAINERS 3u                  /* mails within a mail that are read as one */
#define LIMIT_TEXT_BYTES (1u << 20)      /* readable text of a mail; the rest stays in raw */
#define LIMIT_FORM_BYTES (16u << 20)     /* the text parts of a mail; in HTML are pictures */
#define LIMIT_FORWARDED_BYTES (8u << 20) /* looked at of a mail that is attached */
#define LIMIT_SUBJECT_BYTES 998u
#define LIMIT_NAME_BYTES 255u            /* display and file names */
#define LIMIT_ADDRESS_BYTES 254u         /* RFC 5321 §4.5.3.1.3 less the angle brackets */
#define LIMIT_EVIDENCE_BYTES (16u << 20) /* what a reader may answer */

#define LIMIT_READER_MEMORY_BYTES (768ull << 20)
#define LIMIT_READER_CPU_S 20u /* hard, over the life between recyclings: see reader.c */
#define LIMIT_READER_WALL_MS 10000
#define LIMIT_READER_MAILS 1000u /* mails before a reader is recycled */

#define LIMIT_CHUNK_BYTES (1u << 20) /* one row of turno.blob_chunk */
#define LIMIT_FETCH_BATCH_MAILS 32u
#define LIMIT_FETCH_BATCH_BYTES (8u << 20)
#define LIMIT_FETCH_SMALL_BYTES (1u << 20) /* larger mails are fetched alone and streamed */

#define LIMIT_CSV_BYTES (20u << 20) /* a file of turno import */
#define LIMIT_CSV_ROWS 100000u
#define LIMIT_CSV_FIELDS 100u
#define LIMIT_CSV_FIELD_BYTES 20000u

/* The times of connections are net.* of turno.conf. */
#define LIMIT_NET_SLOWEST_BYTES_PER_S 65536  /* more time for a command that carries bodies */
#define LIMIT_NET_RESPONSE_BYTES (40u << 20) /* one command's response, bodies apart */

#endif
