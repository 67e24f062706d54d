/* sanitizer: whether this is a build with AddressSanitizer, which is for tests only: it needs
 * address space without bound and a few system calls more. */
#ifndef TURNO_BASE_SANITIZER_H
#define TURNO_BASE_SANITIZER_H

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZER_ADDRESS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZER_ADDRESS 1
#endif
#endif
#ifndef SANITIZER_ADDRESS
#define SANITIZER_ADDRESS 0
#endif

#endif
