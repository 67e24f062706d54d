#include "config.h"
#include "base/decode.h"

#include <string.h>

#include "base/decode_cms.h"

static const struct {
	const char *name;
	enum decode_kind kind;
} kinds[] = {{"7bit", DECODE_NOTHING}, {"8bit", DECODE_NOTHING}, {"binary", DECODE_NOTHING},
    {"base64", DECODE_BASE64}, {"quoted-printable", DECODE_QUOTED_PRINTABLE},
    {"uuencode", DECODE_UUENCODE}, {"cms", DECODE_CMS}};

/* RFC 2045 table 1 */
static const char base64_letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* For each place in a group of four: the bits of a letter where they belong in the three bytes
 * that the group makes, NO_LETTER for what is none. */
#define NO_LETTER 0xff000000u
static guint32 group_table[4][256];

static void
fill_table(void)
{
	if (group_table[0][0] != 0)
		return;
	memset(group_table, 0xff, sizeof group_table);
	for (unsigned place = 0; place < 4; place++)
		for (guint32 i = 0; base64_letters[i] != '\0'; i++)
			group_table[place][(guint8)base64_letters[i]] = i << (18 - 6 * place);
}

/* Its six bits, NO_LETTER and more for what is no letter. */
static guint32
letter_bits(unsigned char c)
{
	return group_table[3][c];
}

/* number = 1*16DIGIT. Returns where it ends, or NULL. */
static const char *
take_number(const char *at, guint64 *ret_number)
{
	size_t size = strspn(at, "0123456789");

	if (size == 0 || size > 16)
		return NULL;
	*ret_number = g_ascii_strtoull(at, NULL, 10);
	return at + size;
}

/* step = encoding / offset "+" length */
static bool
step_init(struct decode_step *step, const char *name, size_t size)
{
	*step = (struct decode_step){.kind = DECODE_CUT};
	const char *at = take_number(name, &step->skip);
	if (at != NULL && *at == '+') {
		at = take_number(at + 1, &step->take);
		return at == name + size;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (strlen(kinds[i].name) == size &&
		    g_ascii_strncasecmp(name, kinds[i].name, size) == 0) {
			step->kind = kinds[i].kind;
			return true;
		}
	return false;
}

bool
decoder_init(struct decoder *decoder, const char *encoding)
{
	const char *at = encoding;

	fill_table();
	*decoder = (struct decoder){.count = 0};
	for (bool is_known = strlen(encoding) <= DECODE_NAME_BYTES; is_known;) {
		size_t size = strcspn(at, "/");

		is_known = decoder->count < DECODE_STEPS_MAX &&
			   step_init(&decoder->step[decoder->count], at, size);
		decoder->count += is_known;
		if (is_known && at[size] == '\0')
			return true;
		at += size + (at[size] != '\0');
	}
	*decoder = (struct decoder){.count = 1};
	return false;
}

static void
append(GByteArray *out, const void *bytes, size_t size)
{
	g_byte_array_append(out, bytes, (guint)size);
}

/* Sixteen at a time, with nothing but comparisons, which a compiler does in one register. */
static bool
are_letters(const guint8 *bytes, size_t size)
{
	guint32 all = 0;
	guint8 bad = 0;

	for (; size >= 16; size -= 16, bytes += 16) {
		for (unsigned i = 0; i < 16; i++) {
			guint8 c = bytes[i], lower = c | 0x20;

			bad |= !((lower >= 'a') & (lower <= 'z')) & !((c >= '/') & (c <= '9')) &
			       (c != '+');
		}
	}
	for (size_t i = 0; i < size; i++)
		all |= letter_bits(bytes[i]);
	return bad == 0 && (all & NO_LETTER) == 0;
}

/* Letters only, at most two "=" at the end: how many of those, -1 when anything else is there.
 */
static int
count_padding(const char *line, size_t size)
{
	int padding = 0;

	while (padding < 2 && size > 0 && line[size - 1] == '=') {
		size--;
		padding++;
	}
	return are_letters((const guint8 *)line, size) ? padding : -1;
}

static bool
is_line_ends(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i] != '\r' && bytes[i] != '\n')
			return false;
	return true;
}

bool
decode_find_lines(
    const char *bytes, size_t size_bytes, unsigned *ret_chars, unsigned *ret_line_bytes)
{
	size_t chars = 0, line_bytes = 0;
	bool is_last = false;

	fill_table();
	for (size_t at = 0; at < size_bytes;) {
		const char *newline = memchr(bytes + at, '\n', size_bytes - at);
		size_t end = newline != NULL ? (size_t)(newline - bytes) : size_bytes;
		size_t next = newline != NULL ? end + 1 : end;

		if (newline != NULL && end > at && bytes[end - 1] == '\r')
			end--;
		if (end == at || is_last) {
			if (!is_line_ends(bytes + at, size_bytes - at))
				return false;
			break;
		}
		int padding = count_padding(bytes + at, end - at);
		if (chars == 0) {
			chars = end - at;
			line_bytes = newline != NULL ? next - at : chars + 2;
		}
		if (padding < 0 || end - at > chars || (end - at) % 4 != 0 ||
		    chars > G_MAXINT32)
			return false;
		is_last = padding > 0 || end - at < chars || newline == NULL;
		if (!is_last && next - at != line_bytes)
			return false;
		at = next;
	}
	*ret_chars = (unsigned)chars;
	*ret_line_bytes = (unsigned)line_bytes;
	return chars > 0;
}

guint64
decode_place(guint64 place, unsigned chars, unsigned line_bytes)
{
	guint64 letters = place / 3 * 4;

	return letters / chars * line_bytes + letters % chars;
}

/* The bytes that a group cut short still holds: two letters make one, three make two. */
static size_t
end_group(struct decode_step *d, guint8 *out)
{
	size_t used = 0;

	if (d->letters >= 2)
		out[used++] = (guint8)(d->bits >> (6 * d->letters - 8));
	if (d->letters == 3)
		out[used++] = (guint8)(d->bits >> 2);
	d->letters = 0;
	d->bits = 0;
	return used;
}

static void
push_letter(struct decode_step *d, unsigned char c, guint8 *out, size_t *used)
{
	/* One letter is no byte yet: a "=" there is rubbish, not the end. */
	if (c == '=' && d->letters >= 2) {
		*used += end_group(d, out + *used);
		d->is_over = true;
	}
	if ((letter_bits(c) & NO_LETTER) != 0)
		return;
	d->bits = d->bits << 6 | letter_bits(c);
	if (++d->letters < 4)
		return;
	out[(*used)++] = (guint8)(d->bits >> 16);
	out[(*used)++] = (guint8)(d->bits >> 8);
	out[(*used)++] = (guint8)d->bits;
	d->letters = 0;
	d->bits = 0;
}

/* Whole groups of four letters, as far as nothing else stands between them. Out has room for
 * one byte more than they make. */
static size_t
push_groups(const unsigned char *bytes, size_t size, guint8 *out, size_t *used)
{
	size_t i = 0;

	for (; i + 4 <= size; i += 4) {
		guint32 bits = group_table[0][bytes[i]] | group_table[1][bytes[i + 1]] |
			       group_table[2][bytes[i + 2]] | group_table[3][bytes[i + 3]];

		if ((bits & NO_LETTER) != 0)
			break;
		guint32 three = GUINT32_TO_BE(bits << 8); /* and one that is overwritten */
		memcpy(out + *used, &three, sizeof three);
		*used += 3;
	}
	return i;
}

static void
push_base64(struct decode_step *d, const unsigned char *bytes, size_t size, GByteArray *out)
{
	size_t used = out->len;

	g_byte_array_set_size(out, (guint)(used + size / 4 * 3 + 6));
	for (size_t i = 0; i < size && !d->is_over;) {
		if (d->letters == 0)
			i += push_groups(bytes + i, size - i, out->data, &used);
		if (i < size)
			push_letter(d, bytes[i++], out->data, &used);
	}
	g_byte_array_set_size(out, (guint)used);
}

static void
release_held(struct decode_step *d, GByteArray *out)
{
	append(out, d->held, d->held_size);
	d->held_size = 0;
}

/* Behind "=" blanks and the line end make a soft line break: mail grows such blanks. */
static bool
is_soft_break(const struct decode_step *d, char c)
{
	char last = d->held[d->held_size - 1];

	return d->held_size < sizeof(d->held) && !g_ascii_isxdigit(last) &&
	       (c == '\n' || ((c == ' ' || c == '\t' || c == '\r') && last != '\r'));
}

/* What may follow a held "=": =XY is a byte, "=" and a line end nothing at all. */
static void
push_escape(struct decode_step *d, char c, GByteArray *out)
{
	bool is_hex = g_ascii_isxdigit(c);

	if (d->held_size == 2 && is_hex && g_ascii_isxdigit(d->held[1])) {
		guint8 byte =
		    (guint8)(g_ascii_xdigit_value(d->held[1]) << 4 | g_ascii_xdigit_value(c));

		append(out, &byte, 1);
		d->held_size = 0;
	} else if (d->held_size == 1 && is_hex) {
		d->held[d->held_size++] = c;
	} else if (is_soft_break(d, c)) {
		d->held[d->held_size++] = c;
		if (c == '\n')
			d->held_size = 0;
	} else {
		release_held(d, out);
		if (c == '=') /* the escape may begin here */
			d->held[d->held_size++] = c;
		else
			append(out, &c, 1);
	}
}

static void
push_quoted(struct decode_step *d, const char *bytes, size_t size, GByteArray *out)
{
	const char *end = bytes + size;

	for (const char *at = bytes; at < end;) {
		if (d->held_size > 0) {
			push_escape(d, *at++, out);
			continue;
		}
		const char *escape = memchr(at, '=', (size_t)(end - at));
		if (escape != at) {
			append(out, at, (size_t)((escape != NULL ? escape : end) - at));
			at = escape != NULL ? escape : end;
		} else {
			d->held[d->held_size++] = *at++;
		}
	}
}

/* Four letters of uuencode are three bytes; the last line owes fewer. */
static void
push_uu_letter(struct decode_step *d, unsigned value, GByteArray *out)
{
	guint8 group[3];

	d->bits = d->bits << 6 | value;
	if (++d->letters < 4)
		return;
	for (unsigned i = 0; i < 3; i++)
		group[i] = (guint8)(d->bits >> (16 - 8 * i));
	append(out, group, MIN(3, d->wanted));
	d->wanted -= MIN(3, d->wanted);
	d->letters = 0;
	d->bits = 0;
}

/* Blanks are zeros, and mail loses them at the end of a line. */
static void
end_uu_line(struct decode_step *d, GByteArray *out)
{
	while (d->wanted > 0)
		push_uu_letter(d, 0, out);
	d->is_inside = false;
}

/* A line is its length, then groups of letters from blank to underscore; "`" is a blank. */
static void
push_uu(struct decode_step *d, const unsigned char *bytes, size_t size, GByteArray *out)
{
	for (size_t i = 0; i < size && !d->is_over; i++) {
		unsigned char c = bytes[i];

		if (c == '\n') {
			end_uu_line(d, out);
		} else if (c < ' ' || c > '`') {
			continue;
		} else if (!d->is_inside) {
			d->is_inside = true;
			d->wanted = (c - 32u) & 63u;
			d->is_over = d->wanted == 0;
		} else if (d->wanted > 0) {
			push_uu_letter(d, (c - 32u) & 63u, out);
		}
	}
}

static void
push_cut(struct decode_step *d, const char *bytes, size_t size, GByteArray *out)
{
	size_t skip = (size_t)MIN(d->skip, size);
	size_t take = (size_t)MIN(d->take, size - skip);

	if (take >
	    0) /* the step before may have given nothing, and have no bytes to point at */
		append(out, bytes + skip, take);
	d->skip -= skip;
	d->take -= take;
}

static void
step_push(struct decode_step *step, const void *bytes, size_t size, GByteArray *out)
{
	switch (step->kind) {
	case DECODE_BASE64:
		push_base64(step, bytes, size, out);
		break;
	case DECODE_QUOTED_PRINTABLE:
		push_quoted(step, bytes, size, out);
		break;
	case DECODE_UUENCODE:
		push_uu(step, bytes, size, out);
		break;
	case DECODE_CMS:
		decode_cms_push(step, bytes, size, out);
		break;
	case DECODE_CUT:
		push_cut(step, bytes, size, out);
		break;
	case DECODE_NOTHING:
	default:
		append(out, bytes, size);
		break;
	}
}

static void
step_finish(struct decode_step *step, GByteArray *out)
{
	guint8 rest[3];

	if (step->kind == DECODE_QUOTED_PRINTABLE)
		release_held(step, out);
	else if (step->kind == DECODE_BASE64)
		append(out, rest, end_group(step, rest));
	else if (step->kind == DECODE_UUENCODE)
		end_uu_line(step, out);
}

/* Through all steps; is_end lets go of what each has held back. */
static void
run(struct decoder *decoder, const void *bytes, size_t size, bool is_end, GByteArray *out)
{
	g_autoptr(GByteArray) before = NULL;

	for (unsigned i = 0; i < decoder->count; i++) {
		bool is_last = i + 1 == decoder->count;
		GByteArray *after = is_last ? out : g_byte_array_new();

		g_byte_array_set_size(after, 0);
		step_push(&decoder->step[i], bytes, size, after);
		if (is_end)
			step_finish(&decoder->step[i], after);
		g_clear_pointer(&before, g_byte_array_unref);
		before = is_last ? NULL : after;
		bytes = after->len > 0 ? (const void *)after->data : "";
		size = after->len;
	}
}

void
decoder_push(struct decoder *decoder, const void *bytes, size_t size_bytes, GByteArray *out)
{
	run(decoder, bytes, size_bytes, false, out);
}

void
decoder_finish(struct decoder *decoder, GByteArray *out)
{
	run(decoder, "", 0, true, out);
}

/* The outermost step alone. */
static guint64
seek_first(const struct decode_step *step, guint64 place, unsigned chars, unsigned line_bytes,
    guint64 *ret_drop)
{
	*ret_drop = 0;
	if (step->kind == DECODE_NOTHING)
		return place;
	if (step->kind == DECODE_BASE64 && chars > 0 && line_bytes > chars) {
		*ret_drop = place % 3;
		return decode_place(place, chars, line_bytes);
	}
	*ret_drop = place;
	return 0;
}

guint64
decoder_seek(struct decoder *decoder, guint64 place, unsigned chars, unsigned line_bytes,
    guint64 *ret_drop)
{
	struct decode_step *cut = &decoder->step[1];

	if (decoder->count == 1)
		return seek_first(&decoder->step[0], place, chars, line_bytes, ret_drop);
	*ret_drop = place;
	if (decoder->count != 2 || cut->kind != DECODE_CUT || place > cut->take)
		return 0;
	*ret_drop = 0;
	cut->take -= place;
	return seek_first(&decoder->step[0], cut->skip + place, chars, line_bytes, &cut->skip);
}
