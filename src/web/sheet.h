/*
 * sheet: a list as a file for a spreadsheet (RFC 4180, UTF-8 with a byte order mark, by which
 * spreadsheets know it). It leaves piece by piece, whatever its length: memory is one piece,
 * and no transaction waits for a slow browser.
 */
#ifndef TURNO_WEB_SHEET_H
#define TURNO_WEB_SHEET_H

struct exchange;

/*
 * GET of a route with .csv. Its call gives {csv, next}: lines made by turno.csv_line, which
 * lets no cell be a formula, and, while there is more, the "after" with which it is called
 * again. When a later piece fails, the last line says that lines are missing.
 */
void sheet_send(struct exchange *x);

#endif
