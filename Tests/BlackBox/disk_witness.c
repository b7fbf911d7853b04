// Preloaded into the program: writes down each call that changes a file or a name, or sends a reply, with what went in
// and when it was over; and, where asked to, ends the process right before one of them.
//
// The record of a call's beginning stands before the call, that of its end behind it. What may have reached the disk at
// a place in the record is what had begun by then; what had to be safe is what had ended before a sync began that has
// ended. The calls go straight to the kernel, whatever the C library would have done besides.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

// Known by these numbers in disk_trace.py too.
enum operation { CREATE = 1, WRITE, ZERO, ALLOCATE, TRUNCATE, SYNC, RENAME, REMOVE, SEND };

// What stands before the bytes of a call; of its end, only number and result mean something.
struct record {
    uint32_t operation;
    uint32_t has_ended;
    uint64_t number;
    uint64_t point;
    uint64_t file;
    int64_t offset;
    int64_t length;
    int64_t result;
    uint64_t count;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int trace = -1;
static uint64_t last_number;
static uint64_t last_point;
static uint64_t fatal_point;
static bool was_zero;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("DISK_WITNESS_TRACE");
    const char *point = getenv("DISK_WITNESS_FATAL_POINT");
    if (path) trace = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (point) fatal_point = strtoull(point, NULL, 10);
}

static void note(struct record *record, const void *bytes, const void *more, size_t more_count) {
    struct iovec pieces[] = {
        {record, sizeof *record}, {(void *)bytes, record->count - more_count}, {(void *)more, more_count}};
    size_t left = sizeof *record + record->count;
    // A record in two pieces would be no record.
    if (trace >= 0 && syscall(SYS_writev, trace, pieces, 3) != (long)left) abort();
}

// Making a file ready writes zeros piece by piece: to end between two of them is like ending before the first, so that
// they have no points of their own.
static uint64_t point_of(enum operation operation) {
    bool is_zero = operation == ZERO || operation == ALLOCATE, was = was_zero;
    was_zero = is_zero;
    return is_zero && was ? 0 : ++last_point;
}

static uint64_t begins(enum operation operation, uint64_t file, int64_t offset, int64_t length, const void *bytes,
                       size_t count, const void *more, size_t more_count) {
    pthread_mutex_lock(&lock);
    uint64_t number = ++last_number;
    struct record record = {operation, 0, number, point_of(operation), file, offset, length, 0, count + more_count};
    note(&record, bytes, more, more_count);
    // Under the lock, so that no other call begins any more.
    if (fatal_point > 0 && record.point == fatal_point) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
    pthread_mutex_unlock(&lock);
    return number;
}

static long ends(uint64_t number, long result, uint64_t file) {
    int error = errno;
    pthread_mutex_lock(&lock);
    struct record record = {0, 1, number, 0, file, 0, 0, result, 0};
    note(&record, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}

static uint64_t file_of(int descriptor) {
    struct stat status;
    return fstat(descriptor, &status) == 0 ? status.st_ino : 0;
}

static bool is_zero(const char *bytes, size_t count) {
    return count > 0 && bytes[0] == 0 && memcmp(bytes, bytes + 1, count - 1) == 0;
}

static int open_file(int directory, const char *path, int flags, mode_t mode) {
    if (!(flags & O_CREAT)) return (int)syscall(SYS_openat, directory, path, flags, mode);
    uint64_t number = begins(CREATE, 0, 0, 0, path, strlen(path), NULL, 0);
    int descriptor = (int)syscall(SYS_openat, directory, path, flags, mode);
    return (int)ends(number, descriptor, descriptor < 0 ? 0 : file_of(descriptor));
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open_file(AT_FDCWD, path, flags, mode);
}

int openat(int directory, const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open_file(directory, path, flags, mode);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    bool zero = is_zero(bytes, count);
    uint64_t number = begins(zero ? ZERO : WRITE, file_of(descriptor), offset, (int64_t)count, bytes, zero ? 0 : count,
                             NULL, 0);
    return ends(number, syscall(SYS_pwrite64, descriptor, bytes, count, offset), 0);
}

int fallocate(int descriptor, int mode, off_t offset, off_t length) {
    uint64_t number = begins(ALLOCATE, file_of(descriptor), offset, length, NULL, 0, NULL, 0);
    return (int)ends(number, syscall(SYS_fallocate, descriptor, mode, offset, length), 0);
}

int ftruncate(int descriptor, off_t length) {
    uint64_t number = begins(TRUNCATE, file_of(descriptor), 0, length, NULL, 0, NULL, 0);
    return (int)ends(number, syscall(SYS_ftruncate, descriptor, length), 0);
}

int fdatasync(int descriptor) {
    uint64_t number = begins(SYNC, file_of(descriptor), 0, 0, NULL, 0, NULL, 0);
    return (int)ends(number, syscall(SYS_fdatasync, descriptor), 0);
}

int fsync(int descriptor) {
    uint64_t number = begins(SYNC, file_of(descriptor), 0, 0, NULL, 0, NULL, 0);
    return (int)ends(number, syscall(SYS_fsync, descriptor), 0);
}

int renameat(int directory, const char *path, int new_directory, const char *new_path) {
    // With its NUL, the old name parts itself from the new one.
    uint64_t number = begins(RENAME, 0, 0, 0, path, strlen(path) + 1, new_path, strlen(new_path));
    return (int)ends(number, syscall(SYS_renameat, directory, path, new_directory, new_path), 0);
}

int unlinkat(int directory, const char *path, int flags) {
    uint64_t number = begins(REMOVE, 0, 0, 0, path, strlen(path), NULL, 0);
    return (int)ends(number, syscall(SYS_unlinkat, directory, path, flags), 0);
}

int unlink(const char *path) {
    return unlinkat(AT_FDCWD, path, 0);
}

ssize_t send(int descriptor, const void *bytes, size_t count, int flags) {
    uint64_t number = begins(SEND, (uint64_t)descriptor, 0, 0, bytes, count, NULL, 0);
    return ends(number, syscall(SYS_sendto, descriptor, bytes, count, flags, NULL, 0), 0);
}

ssize_t sendmsg(int descriptor, const struct msghdr *message, int flags) {
    size_t count = 0;
    for (size_t index = 0; index < message->msg_iovlen; index++) count += message->msg_iov[index].iov_len;
    char *bytes = malloc(count + 1), *end = bytes;
    if (bytes == NULL) abort();
    for (size_t index = 0; index < message->msg_iovlen; index++) {
        end = mempcpy(end, message->msg_iov[index].iov_base, message->msg_iov[index].iov_len);
    }
    uint64_t number = begins(SEND, (uint64_t)descriptor, 0, 0, bytes, count, NULL, 0);
    free(bytes);
    return ends(number, syscall(SYS_sendmsg, descriptor, message, flags), 0);
}
