// The parts of libcrypto that we call, and getrandom(2), which the Glibc module does not show to Swift.
#ifndef COPENSSL_H
#define COPENSSL_H

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/sha.h>
#include <stddef.h>
#include <sys/random.h>

// Writes the 32 bytes of the message's SHA-256, and returns 1, or 0 if that failed.
//
// EVP_Digest allocates two contexts a message, which takes longer than hashing a short one; these functions work on one
// of the stack's. Since libcrypto 3 they are called deprecated, because no provider can take their place: hence the
// pragma, which leaves the warning as it is for all else.
static inline int copenssl_sha256(const void *message, size_t count, unsigned char *digest) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    SHA256_CTX context;
    return SHA256_Init(&context) && SHA256_Update(&context, message, count) && SHA256_Final(digest, &context);
#pragma GCC diagnostic pop
}

#endif
