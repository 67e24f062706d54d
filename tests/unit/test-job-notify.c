/* The service manager's datagrams, received on a socket of our own. */
#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "job/notify.h"

static void
test_ready(void)
{
	g_autofree char *folder = g_dir_make_tmp("turno-notify-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "socket", NULL);
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	char word[64] = "";
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);

	g_strlcpy(address.sun_path, path, sizeof address.sun_path);
	g_assert_cmpint(bind(fd, (struct sockaddr *)&address, sizeof address), ==, 0);
	g_setenv("NOTIFY_SOCKET", path, TRUE);
	notify_send("READY=1");
	g_assert_cmpint(recv(fd, word, sizeof word - 1, MSG_DONTWAIT), ==, 7);
	g_assert_cmpstr(word, ==, "READY=1");
	g_unsetenv("NOTIFY_SOCKET");
	notify_send("READY=1");
	g_assert_cmpint(recv(fd, word, sizeof word, MSG_DONTWAIT), ==, -1);
	close(fd);
	g_unlink(path);
	g_rmdir(folder);
}

static void
test_watchdog(void)
{
	g_autofree char *pid = g_strdup_printf("%d", (int)getpid());

	g_unsetenv("WATCHDOG_USEC");
	g_assert_cmpint(notify_watchdog_ms(), ==, 0);
	g_setenv("WATCHDOG_USEC", "60000000", TRUE);
	g_assert_cmpint(notify_watchdog_ms(), ==, 30000);
	g_setenv("WATCHDOG_PID", pid, TRUE);
	g_assert_cmpint(notify_watchdog_ms(), ==, 30000);
	g_setenv("WATCHDOG_PID", "1", TRUE);
	g_assert_cmpint(notify_watchdog_ms(), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/job/notify/ready-reaches-the-manager", test_ready);
	g_test_add_func("/job/notify/watchdog-half-of-what-is-asked", test_watchdog);
	return g_test_run();
}
