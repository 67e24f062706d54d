#include "config.h"
#include "base/decode_cms.h"

#include "base/decode.h"

enum {
	TAG_INTEGER = 0x02,
	TAG_OCTETS = 0x04,
	TAG_OID = 0x06,
	TAG_OCTETS_IN_PIECES = 0x24,
	TAG_SEQUENCE = 0x30,
	TAG_SET = 0x31,
	TAG_0 = 0xa0,
	LENGTH_INDEFINITE = 0x80,
	LENGTH_BYTES_MAX = 6,
};

/* What stands before the message, in order: to be entered, or to be left out. */
static const struct {
	guint8 tag;
	gboolean is_entered;
} path[] = {{TAG_SEQUENCE, TRUE}, {TAG_OID, FALSE}, {TAG_0, TRUE}, {TAG_SEQUENCE, TRUE},
    {TAG_INTEGER, FALSE}, {TAG_SET, FALSE}, {TAG_SEQUENCE, TRUE}, {TAG_OID, FALSE},
    {TAG_0, TRUE}};

/* The head of an element has been read: tag and length. */
static void
enter(struct decode_step *step, guint8 tag, guint64 length, gboolean is_indefinite)
{
	gboolean is_path = step->wanted < G_N_ELEMENTS(path);

	if (is_path && tag == path[step->wanted].tag &&
	    (path[step->wanted].is_entered || !is_indefinite)) {
		step->skip = path[step->wanted].is_entered ? 0 : length;
		step->wanted++;
	} else if (!is_path && tag == TAG_OCTETS && !is_indefinite) {
		step->take = length;
		step->is_inside = TRUE;
	} else if (!is_path && tag == TAG_OCTETS_IN_PIECES && !step->is_inside) {
		step->is_inside = TRUE;
	} else {
		step->is_over = TRUE; /* the end of the message, or none was there */
	}
}

/* The next byte of a head. */
static void
push_head(struct decode_step *step, guint8 byte)
{
	const guint8 *head = (const guint8 *)step->held;
	guint64 length = 0;

	step->held[step->held_size++] = (char)byte;
	if (step->held_size < 2)
		return;
	unsigned count = (head[1] & LENGTH_INDEFINITE) != 0 ? head[1] & 0x7fu : 0;
	if (count > LENGTH_BYTES_MAX) {
		step->is_over = TRUE;
		return;
	}
	if (step->held_size < 2 + count)
		return;
	for (unsigned i = 0; i < count; i++)
		length = length << 8 | head[2 + i];
	if ((head[1] & LENGTH_INDEFINITE) == 0)
		length = head[1];
	step->held_size = 0;
	enter(step, head[0], length, head[1] == LENGTH_INDEFINITE);
}

void
decode_cms_push(
    struct decode_step *step, const guint8 *bytes, size_t size_bytes, GByteArray *out)
{
	for (size_t i = 0; i < size_bytes && !step->is_over;) {
		size_t left = size_bytes - i;
		size_t skipped = (size_t)MIN(step->skip, left);
		size_t taken = skipped == 0 ? (size_t)MIN(step->take, left) : 0;

		if (skipped == 0 && taken == 0) {
			push_head(step, bytes[i++]);
			continue;
		}
		g_byte_array_append(out, bytes + i, (guint)taken);
		step->skip -= skipped;
		step->take -= taken;
		i += skipped + taken;
	}
}
