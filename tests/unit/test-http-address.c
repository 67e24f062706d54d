/* Where calls may not go: each special block at its first and last address, and beside it. */
#include "config.h"

#include <arpa/inet.h>
#include <glib.h>
#include <netinet/in.h>
#include <sys/un.h>

#include "http/address.h"

static bool
is_public(const char *text)
{
	struct sockaddr_in v4 = {.sin_family = AF_INET};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};

	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
		return http_address_is_public((const struct sockaddr *)&v4);
	g_assert_cmpint(inet_pton(AF_INET6, text, &v6.sin6_addr), ==, 1);
	return http_address_is_public((const struct sockaddr *)&v6);
}

static void
test_special(void)
{
	static const char *const special[] = {"0.0.0.0", "0.255.255.255", "10.0.0.0",
	    "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1", "127.255.255.255",
	    "169.254.0.0", "169.254.169.254", "169.254.255.255", "172.16.0.0", "172.31.255.255",
	    "192.0.0.0", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.0.0",
	    "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.255",
	    "224.0.0.1", "239.255.255.255", "240.0.0.0", "255.255.255.255", "::", "::1",
	    "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:169.254.169.254", "::127.0.0.1",
	    "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1",
	    "2001:1ff:ffff::1", "2001:db8::1", "2002:7f00:1::", "2002:c0a8:101::1", "3fff::1",
	    "fc00::1", "fd12:3456::1", "fdff:ffff::1", "fe80::1", "febf::1", "fec0::1",
	    "ff02::1", "4000::1"};

	for (size_t i = 0; i < G_N_ELEMENTS(special); i++)
		if (is_public(special[i]))
			g_error("%s is taken for public", special[i]);
}

static void
test_public(void)
{
	static const char *const public[] = {"1.0.0.0", "8.8.8.8", "9.255.255.255", "11.0.0.0",
	    "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255",
	    "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0",
	    "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.101.0",
	    "203.0.112.255", "203.0.114.0", "223.255.255.255", "::ffff:8.8.8.8",
	    "64:ff9b::808:808", "2001:200::1", "2001:4860:4860::8888", "2002:808:808::1",
	    "2606:4700::1", "2a00:1450::1", "3ffe::1"};

	for (size_t i = 0; i < G_N_ELEMENTS(public); i++)
		if (!is_public(public[i]))
			g_error("%s is taken for special", public[i]);
}

static void
test_other_family(void)
{
	const struct sockaddr_un local = {.sun_family = AF_UNIX};

	g_assert_false(http_address_is_public((const struct sockaddr *)&local));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/http/address/special", test_special);
	g_test_add_func("/http/address/public", test_public);
	g_test_add_func("/http/address/other-family", test_other_family);
	return g_test_run();
}
