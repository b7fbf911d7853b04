// Processor instructions that Swift has no spelling for.
#ifndef CINTRINSICS_H
#define CINTRINSICS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)

/// True if the processor has SSE 4.2, and with it the CRC-32C instruction.
static inline _Bool cintrinsics_has_crc32c(void) {
    return __builtin_cpu_supports("sse4.2") != 0;
}

#define CINTRINSICS_CRC32C_TARGET __attribute__((target("sse4.2")))
#define CINTRINSICS_CRC32C_8(crc, word) ((uint32_t)__builtin_ia32_crc32di((crc), (word)))
#define CINTRINSICS_CRC32C_1(crc, byte) __builtin_ia32_crc32qi((crc), (byte))

#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)

#include <arm_acle.h>

/// True if the processor has the CRC-32C instructions.
static inline _Bool cintrinsics_has_crc32c(void) {
    return 1;
}

#define CINTRINSICS_CRC32C_TARGET
#define CINTRINSICS_CRC32C_8(crc, word) __crc32cd((crc), (word))
#define CINTRINSICS_CRC32C_1(crc, byte) __crc32cb((crc), (byte))

#else

/// False: this processor has no CRC-32C instruction that we know.
static inline _Bool cintrinsics_has_crc32c(void) {
    return 0;
}

#define CINTRINSICS_CRC32C_TARGET
#define CINTRINSICS_CRC32C_8(crc, word) ((void)(word), (crc))
#define CINTRINSICS_CRC32C_1(crc, byte) ((void)(byte), (crc))

#endif

/// Carries a CRC-32C register, not inverted, over `count` bytes, eight a step.
///
/// Call only where `cintrinsics_has_crc32c` is true. `bytes` may be null if `count` is 0.
CINTRINSICS_CRC32C_TARGET static inline uint32_t cintrinsics_crc32c(uint32_t crc, const void *bytes, size_t count) {
    const uint8_t *next = (const uint8_t *)bytes;
    for (; count >= 8; count -= 8, next += 8) {
        uint64_t word;
        memcpy(&word, next, 8);
        crc = CINTRINSICS_CRC32C_8(crc, word);
    }
    for (; count > 0; count -= 1, next += 1) {
        crc = CINTRINSICS_CRC32C_1(crc, *next);
    }
    return crc;
}

#endif
