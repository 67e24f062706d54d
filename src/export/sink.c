#include "config.h"
#include "export/sink.h"

void
sink_close(struct sink *sink)
{
	if (sink != NULL)
		sink->close(sink);
}
