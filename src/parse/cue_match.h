/* cue_match: of the two forms of a mail the HTML knows where the quote begins, the plain text
 * is what is shown: finds the place in the other. */
#ifndef TURNO_PARSE_CUE_MATCH_H
#define TURNO_PARSE_CUE_MATCH_H

#include <glib.h>
#include <stdbool.h>

/*
 * When the text made of the HTML ends in lines that are quoted for sure, and text has a line
 * that begins with the same words as these, a cue for text is added to ret_cues: quoted from
 * the last such line to the end. An answer below or between the quoted lines gives none.
 */
void cue_match(
    const char *html_text, const GArray *html_cues, const char *text, GArray *ret_cues);

/* Has the text a line that begins with the first words of `words`? True too when these are too
 * few to tell. */
bool cue_match_words(const char *text, const char *words);

#endif
