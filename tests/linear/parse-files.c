/* Reads each file named as one mail, without a sandbox, so that valgrind can count what
 * parse_mail() costs. Prints the number of bytes of the evidence of each. */
#include "config.h"

#include <glib.h>
#include <stdio.h>

#include "mail/evidence.h"
#include "mail/evidence_check.h"
#include "parse/parse.h"

int
main(int argc, char **argv)
{
	parse_init();
	for (int i = 1; i < argc; i++) {
		g_autofree char *mail = NULL;
		g_autoptr(GError) error = NULL;
		gsize size = 0, json_size = 0;

		if (!g_file_get_contents(argv[i], &mail, &size, &error))
			g_error("%s", error->message);
		g_autoptr(Evidence) evidence = parse_mail(mail, size, false);
		g_autofree char *json = evidence_to_json(evidence, &json_size);
		if (!evidence_check(json, json_size, size, &error))
			g_error("%s: %s", argv[i], error->message);
		printf("%zu\n", json_size);
	}
	return 0;
}
