#include "config.h"
#include "parse/cue.h"

GArray *
cue_list_new(void)
{
	return g_array_new(FALSE, FALSE, sizeof(struct cue));
}

void
cue_list_append(GArray *list, const GArray *more, guint line)
{
	for (guint i = 0; i < more->len; i++) {
		struct cue cue = g_array_index(more, struct cue, i);

		cue.begin += line;
		if (cue.end != CUE_TO_END)
			cue.end += line;
		g_array_append_val(list, cue);
	}
}
