/*
 * The least that a page of rows from the database costs: FastCGI, a connection that stays, one
 * prepared statement by one index, 25 rows written as a table. It escapes nothing, asks for no
 * session and leaves nothing out. PG* name the database.
 */
#include "config.h"

#include <fcgiapp.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#define QUERY                                                                                  \
	"select id, subject, turn, updated_at from turno.ticket where turn = 'operator' "      \
	"order by waiting_since desc limit 25"

int
main(void)
{
	FCGX_Request request;
	PGconn *conn = PQconnectdb("");

	if (PQstatus(conn) != CONNECTION_OK) {
		fprintf(stderr, "bench-page: %s", PQerrorMessage(conn));
		return EXIT_FAILURE;
	}
	PQclear(PQprepare(conn, "page", QUERY, 0, NULL));
	if (FCGX_Init() != 0 || FCGX_InitRequest(&request, 0, 0) != 0)
		return EXIT_FAILURE;
	while (FCGX_Accept_r(&request) == 0) {
		PGresult *result = PQexecPrepared(conn, "page", 0, NULL, NULL, NULL, 0);

		FCGX_FPrintF(request.out,
		    "Content-Type: text/html\r\n\r\n<!doctype html><title>25</title><table>\n");
		for (int i = 0; i < PQntuples(result); i++)
			FCGX_FPrintF(request.out, "<tr><td>%s<td>%s<td>%s<td>%s\n",
			    PQgetvalue(result, i, 0), PQgetvalue(result, i, 1),
			    PQgetvalue(result, i, 2), PQgetvalue(result, i, 3));
		PQclear(result);
		FCGX_Finish_r(&request);
	}
	PQfinish(conn);
	return EXIT_SUCCESS;
}
