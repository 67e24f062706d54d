/*
 * address: which network addresses a call may go to. An address of ours that a stranger put
 * into a DNS name must not be reached: neither this machine, nor the office's network, nor the
 * data of a cloud (169.254.169.254). Pure.
 */
#ifndef TURNO_HTTP_ADDRESS_H
#define TURNO_HTTP_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/*
 * True for an address of IPv4 or IPv6 that anybody on the Internet could have: none of the
 * special-purpose registries of IANA (RFC 6890), no multicast, and, where an address of IPv6
 * carries one of IPv4 (mapped, 6to4, NAT64), that one likewise. False for any other family.
 */
bool http_address_is_public(const struct sockaddr *address);

#endif
