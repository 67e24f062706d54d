#include "config.h"
#include "http/address.h"

#include <glib.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

/* A block of addresses: its first bytes, and how many bits of them count. */
struct block {
	uint8_t bytes[16];
	unsigned bits;
};

/* https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast */
static const struct block special_v4[] = {
    {{0}, 8},               /* this network */
    {{10}, 8},              /* private (RFC 1918) */
    {{100, 64}, 10},        /* shared, of carriers (RFC 6598) */
    {{127}, 8},             /* loopback */
    {{169, 254}, 16},       /* link local; data of clouds */
    {{172, 16}, 12},        /* private */
    {{192, 0, 0}, 24},      /* protocols (RFC 6890) */
    {{192, 0, 2}, 24},      /* documentation (RFC 5737) */
    {{192, 88, 99}, 24},    /* 6to4 relays (RFC 7526) */
    {{192, 168}, 16},       /* private */
    {{198, 18}, 15},        /* benchmarks (RFC 2544) */
    {{198, 51, 100}, 24},   /* documentation */
    {{203, 0, 113}, 24},    /* documentation */
    {{224}, 4}, {{240}, 4}, /* multicast, reserved, broadcast */
};

/* Only 2000::/3 is for everybody; of it not these
 * (https://www.iana.org/assignments/iana-ipv6-special-registry). */
static const struct block global_v6 = {{0x20}, 3};
static const struct block special_v6[] = {
    {{0x20, 0x01, 0x00}, 23},       /* protocols, Teredo among them */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documentation (RFC 3849) */
    {{0x3f, 0xff}, 20},             /* documentation (RFC 9637) */
};

/* Blocks whose addresses carry one of IPv4, and where in them. */
static const struct carrier {
	struct block block;
	unsigned at;
} carriers[] = {
    {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, 12}, /* mapped (RFC 4291 §2.5.5.2) */
    {{{0x00, 0x64, 0xff, 0x9b}, 96}, 12},                   /* NAT64 (RFC 6052) */
    {{{0x20, 0x02}, 16}, 2},                                /* 6to4 (RFC 3056) */
};

static bool
is_in_block(const uint8_t *address, const struct block *block)
{
	unsigned bytes = block->bits / 8, rest = block->bits % 8;

	return memcmp(address, block->bytes, bytes) == 0 &&
	       (rest == 0 ||
		   ((address[bytes] ^ block->bytes[bytes]) & (0xff << (8 - rest)) & 0xff) == 0);
}

static bool
is_in_any(const uint8_t *address, const struct block *blocks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_in_block(address, &blocks[i]))
			return true;
	return false;
}

static bool
is_public_v4(const uint8_t *address)
{
	return !is_in_any(address, special_v4, G_N_ELEMENTS(special_v4));
}

static bool
is_public_v6(const uint8_t *address)
{
	for (size_t i = 0; i < G_N_ELEMENTS(carriers); i++)
		if (is_in_block(address, &carriers[i].block))
			return is_public_v4(address + carriers[i].at);
	return is_in_block(address, &global_v6) &&
	       !is_in_any(address, special_v6, G_N_ELEMENTS(special_v6));
}

bool
http_address_is_public(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		struct sockaddr_in v4;

		memcpy(&v4, address, sizeof v4);
		return is_public_v4((const uint8_t *)&v4.sin_addr);
	}
	if (address->sa_family == AF_INET6) {
		struct sockaddr_in6 v6;

		memcpy(&v6, address, sizeof v6);
		return is_public_v6(v6.sin6_addr.s6_addr);
	}
	return false;
}
