// The kernel interfaces that the Glibc module does not show to Swift.
#ifndef CLINUX_H
#define CLINUX_H

// Without _GNU_SOURCE, since this module and Glibc's must see the same definitions; what needs it is declared below.
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

/// accept4(2), which Glibc declares for GNU sources only.
static inline int clinux_accept(int listener, struct sockaddr *address, socklen_t *length) {
    extern int accept4(int, struct sockaddr *, socklen_t *, int);
    return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

/// fallocate(2) with mode 0: blocks are given to the file, its size grows.
static inline int clinux_allocate(int descriptor, int64_t offset, int64_t length) {
    extern int fallocate(int, int, __off_t, __off_t);
    return fallocate(descriptor, 0, offset, length);
}

/// Has malloc(3) grow one heap for all threads, by so many bytes at a time (mallopt(3)).
static inline void clinux_use_one_heap(int growth) {
    (void)mallopt(M_ARENA_MAX, 1);
    (void)mallopt(M_TOP_PAD, growth);
}

/// Bytes that malloc(3) has got from the kernel and that nobody uses now (mallinfo(3)).
///
/// It walks over all free pieces while no other thread can have one: milliseconds, if there are a hundred thousand.
static inline long clinux_free_heap_bytes(void) {
    return (long)mallinfo2().fordblks;
}

/// The kernel's number of the calling thread.
static inline int clinux_thread_id(void) {
    return (int)syscall(SYS_gettid);
}

/// Gives the calling thread processors only that have nothing else to do: SCHED_IDLE (sched_setscheduler(2), sched(7)).
static inline int clinux_run_when_idle(void) {
    const struct sched_param none = {0};
    return sched_setscheduler(0, 5 /* SCHED_IDLE, which Glibc declares for GNU sources only */, &none);
}

/// pthread_setname_np(3) for the calling thread; the kernel takes 15 bytes and a NUL.
static inline int clinux_name_thread(const char *name) {
    extern int pthread_setname_np(pthread_t, const char *);
    return pthread_setname_np(pthread_self(), name);
}

#endif
