#include "config.h"
#include "parse/applefile.h"

#include <glib.h>

#include "base/limit.h"

#define MAGIC_SINGLE 0x00051600u
#define MAGIC_DOUBLE 0x00051607u
#define HEADER_BYTES 26u /* magic, version, filler, number of entries */
#define ENTRY_BYTES 12u  /* id, offset, length */
#define ENTRIES_MAX 64u

enum entry { ENTRY_DATA = 1, ENTRY_NAME = 3 };

static guint32
big_endian(const char *bytes, size_t size)
{
	guint32 number = 0;

	for (size_t i = 0; i < size; i++)
		number = number << 8 | (unsigned char)bytes[i];
	return number;
}

bool
applefile_read(const char *bytes, size_t size_bytes, struct applefile *ret_file)
{
	guint32 magic = size_bytes >= HEADER_BYTES ? big_endian(bytes, 4) : 0;
	struct applefile file = {magic == MAGIC_SINGLE, 0, 0, NULL};

	if (magic != MAGIC_SINGLE && magic != MAGIC_DOUBLE)
		return false;
	guint32 count = MIN(big_endian(bytes + HEADER_BYTES - 2, 2), ENTRIES_MAX);
	for (guint32 i = 0; i < count; i++) {
		size_t at = HEADER_BYTES + (size_t)i * ENTRY_BYTES;

		if (at + ENTRY_BYTES > size_bytes)
			break;
		guint32 id = big_endian(bytes + at, 4);
		size_t offset = big_endian(bytes + at + 4, 4);
		size_t length = big_endian(bytes + at + 8, 4);
		if (offset > size_bytes || length > size_bytes - offset)
			continue;
		if (id == ENTRY_DATA) {
			file.offset = offset;
			file.length = length;
		} else if (id == ENTRY_NAME && file.name == NULL && length > 0) {
			file.name = g_strndup(bytes + offset, MIN(length, LIMIT_NAME_BYTES));
		}
	}
	*ret_file = file;
	return true;
}
