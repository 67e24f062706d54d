/* applefile: files with what old Macs kept beside them (RFC 1740, AppleSingle and AppleDouble).
 */
#ifndef TURNO_PARSE_APPLEFILE_H
#define TURNO_PARSE_APPLEFILE_H

#include <stdbool.h>
#include <stddef.h>

struct applefile {
	bool is_single;        /* the file itself is in it, else only what belongs to it */
	size_t offset, length; /* of the file within bytes; 0 when it is not there */
	char *name; /* as it stands, usually Mac Roman; NULL unknown. Caller frees. */
};

/* False when bytes are none. */
bool applefile_read(const char *bytes, size_t size_bytes, struct applefile *ret_file);

#endif
