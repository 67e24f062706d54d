/* sender: who wrote a mail, as far as its header says so (RFC 5322 §3.6.2). It proves nothing.
 */
#ifndef TURNO_PARSE_SENDER_H
#define TURNO_PARSE_SENDER_H

struct evidence;
struct header;

/*
 * Sets evidence->effective_sender from the header and from evidence->from, sender_address and
 * reply_to, which must have been read:
 * - the Reply-To, where a mailing list put itself into From because of the author's DMARC
 *   policy: X-Original-From must name the same address;
 * - Sender, where From names several people and he is one of them, or where From has no
 *   address;
 * - else the first address of From.
 * A Reply-To alone changes nothing: whether it is used is a choice of each mailbox (M22).
 */
void sender_find(struct evidence *evidence, const struct header *header);

#endif
