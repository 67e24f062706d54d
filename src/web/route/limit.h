/* limit: how long the fields of forms may be, the same on all pages. */
#ifndef TURNO_WEB_ROUTE_LIMIT_H
#define TURNO_WEB_ROUTE_LIMIT_H

enum { TEXT_BYTES = 256 << 10 }; /* what people write: a message, a note */

#define FIELD_END                                                                              \
	{                                                                                      \
		NULL, 0, 0                                                                     \
	}

#endif
