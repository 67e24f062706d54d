/* turno.conf: any file gives a whole configuration within its bounds, or an error that names
 * the file. @include is left out: it would read the machine's own files. */
#include "config.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/error.h"
#include "fuzz.h"

static void
check_conf(const struct conf *conf)
{
	const char *texts[] = {conf->path, conf->database_gateway, conf->database_web,
	    conf->database_admin, conf->secret_dir, conf->spool_dir, conf->template_dir,
	    conf->tls_ca_file, conf->web_base_url, conf->log_level};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		if (texts[i] == NULL)
			fuzz_fail("text %zu is missing", i);
	if (conf->readers < 1 || conf->readers > 32 || conf->submitters < 1 ||
	    conf->submitters > 16 || conf->lease_seconds < 3 || conf->limit_raw_mib < 1 ||
	    conf->limit_raw_mib > 1024 || conf->web_upload_mib < 1 || conf->poll_seconds < 1)
		fuzz_fail("a number is out of range");
	if (conf->submissions->len == 0)
		fuzz_fail("no submission");
	for (guint i = 0; i < conf->submissions->len; i++) {
		const struct conf_submission *submission = conf->submissions->pdata[i];

		if (submission->name == NULL || submission->host == NULL ||
		    submission->login == NULL || submission->secret == NULL ||
		    submission->port < 1 || submission->port > 65535)
			fuzz_fail("submission %u is not whole", i);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd = -1;
	g_autofree char *path = NULL;
	g_autoptr(GError) error = NULL;

	if (memmem(data, size, "@include", strlen("@include")) != NULL)
		return -1;
	if (fd < 0)
		fd = memfd_create("turno.conf", MFD_CLOEXEC);
	if (ftruncate(fd, 0) != 0 || pwrite(fd, data, size, 0) != (ssize_t)size)
		fuzz_fail("the file cannot be written");
	path = g_strdup_printf("/proc/self/fd/%d", fd);
	g_autoptr(Conf) conf = conf_read(path, &error);
	if (conf != NULL) {
		check_conf(conf);
		return 0;
	}
	fuzz_check_error(error, NULL);
	if (!error_is(error, ERROR_CONFIG) || strstr(error->message, path) == NULL)
		fuzz_fail("the error does not name the file: %s", error->message);
	return 0;
}
