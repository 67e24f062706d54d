/* sentence: what the database says to whoever administers, in his language. Such a sentence has
 * names and numbers in it, so that it is found in the catalogue by its pattern, with %s. */
#ifndef TURNO_WEB_SENTENCE_H
#define TURNO_WEB_SENTENCE_H

#include "web/message.h"

/* english in language, as it is where no pattern fits it. Caller frees. */
char *sentence_text(enum language language, const char *english);

#endif
