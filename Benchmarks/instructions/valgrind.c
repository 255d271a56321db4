/* Valgrind 3.19 writes into the signal mask that sigsuspend is given, and crashes when that is a constant, as
   libdispatch's is. Loaded before the C library, this gives it a copy. */

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

int sigsuspend(const sigset_t *mask) {
    sigset_t copy = *mask;
    return (int)syscall(SYS_rt_sigsuspend, &copy, _NSIG / 8);
}
