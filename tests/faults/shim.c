/* Counts the calls that a program makes on files below one folder, and makes the n-th of them go wrong.
 *
 * Preloaded (LD_PRELOAD) into a Python that has everything imported.
 * Modes: 0 only counts; 1 the call fails with an errno; 2 the process is killed before the call;
 * 3 it is killed in the middle (half of a write is done, or all of another call); 4 the disk fills up
 * (half of a write is done, and every later write and making of a file fails with the errno).
 * Before each call Python may be told of it, and fork the process there: what comes before is run once.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static char prefix[PATH_MAX];
static size_t prefix_length;
static long nth, seen;
static int mode, wanted, full;
static char journal[1 << 16];
static size_t written;
static void (*told)(const char *name);
static pid_t known_as;

void shim_arm(const char *folder) {
    snprintf(prefix, sizeof prefix, "%s", folder);
    prefix_length = strlen(prefix);
    nth = seen = mode = full = 0;
    written = 0;
    journal[0] = 0;
}

void shim_disarm(void) { prefix_length = 0; }
const char *shim_journal(void) { return journal; }
void shim_tell(void (*of_each_call)(const char *)) { told = of_each_call; }

/* The process that begins here is to itself the one that it was, and its next call goes wrong. */
pid_t shim_fork(int how, int error) {
    pid_t before = getpid(), child = fork();
    if (!child) {
        known_as = before;
        nth = seen;
        mode = how;
        wanted = error;
        told = NULL;
    }
    return child;
}

pid_t getpid(void) { return known_as ? known_as : syscall(SYS_getpid); }

static int below(const char *path) {
    return prefix_length && !strncmp(path, prefix, prefix_length) &&
           (path[prefix_length] == '/' || !path[prefix_length]);
}

static int our_fd(int fd) {
    char link[64], target[PATH_MAX];
    if (!prefix_length) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, target, sizeof target - 1);
    if (length < 0) return 0;
    target[length] = 0;
    return below(target);
}

static int our_path(int folder, const char *path) {
    char here[PATH_MAX];
    if (!prefix_length || !path) return 0;
    if (path[0] == '/') return below(path);
    if (folder != AT_FDCWD) return our_fd(folder);
    return getcwd(here, sizeof here) && below(here);
}

static void note(const char *name) {
    if (written + 24 < sizeof journal) written += snprintf(journal + written, 24, "%s ", name);
}

static void die(void) {
    kill(syscall(SYS_getpid), SIGKILL);
    for (;;) pause();
}

/* -1: the call fails; 0: it is made; 1: it is the one to be cut in half. ``making``: it needs room. */
static int judge(const char *name, int making) {
    seen++;
    note(name);
    if (told) {
        size_t length = prefix_length;
        prefix_length = 0;
        told(name);
        prefix_length = length;
    }
    if (full && making) {
        errno = wanted;
        return -1;
    }
    if (seen != nth || !mode) return 0;
    if (mode == 2) die();
    if (mode == 3) return 1;
    if (mode == 4 && !making) return 0;
    if (mode == 4) {
        full = 1;
        if (!strcmp(name, "write")) return 1;
    }
    errno = wanted;
    return -1;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

/* A call that is made whole or not at all. */
#define WHOLE(name, ours, making, failure, call) \
    int verdict = (ours) ? judge(name, making) : 0; \
    if (verdict < 0) return failure; \
    __typeof__(call) result = call; \
    if (verdict > 0) die(); \
    return result

static int opened(int (*real)(int, const char *, int, ...), int folder, const char *path, int flags,
                  mode_t permissions) {
    int making = (flags & (O_CREAT | O_WRONLY | O_RDWR)) != 0;
    WHOLE(making ? "open" : "read", our_path(folder, path), making, -1, real(folder, path, flags, permissions));
}

#define PERMISSIONS \
    mode_t permissions = 0; \
    if (flags & O_CREAT) { \
        va_list rest; \
        va_start(rest, flags); \
        permissions = va_arg(rest, mode_t); \
        va_end(rest); \
    } \
    REAL(int, "openat", int, const char *, int, ...)

int open(const char *path, int flags, ...) { PERMISSIONS; return opened(real, AT_FDCWD, path, flags, permissions); }
int open64(const char *path, int flags, ...) { PERMISSIONS; return opened(real, AT_FDCWD, path, flags, permissions); }
int openat(int folder, const char *path, int flags, ...) { PERMISSIONS; return opened(real, folder, path, flags, permissions); }
int openat64(int folder, const char *path, int flags, ...) { PERMISSIONS; return opened(real, folder, path, flags, permissions); }

DIR *opendir(const char *path) {
    REAL(DIR *, "opendir", const char *);
    WHOLE("read", our_path(AT_FDCWD, path), 0, NULL, real(path));
}

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    int verdict = our_fd(fd) ? judge("write", 1) : 0;
    if (verdict < 0) return -1;
    if (!verdict) return real(fd, data, size);
    ssize_t result = real(fd, data, size / 2);
    if (mode == 3) die();
    return result;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t place) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    WHOLE("write", our_fd(fd), 1, -1, real(fd, data, size, place));
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    WHOLE("fsync", our_fd(fd), 0, -1, real(fd));
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    WHOLE("fsync", our_fd(fd), 0, -1, real(fd));
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    WHOLE("truncate", our_fd(fd), 0, -1, real(fd, size));
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    WHOLE("rename", our_path(AT_FDCWD, from) || our_path(AT_FDCWD, to), 0, -1, real(from, to));
}

int mkdir(const char *path, mode_t permissions) {
    REAL(int, "mkdir", const char *, mode_t);
    WHOLE("mkdir", our_path(AT_FDCWD, path), 1, -1, real(path, permissions));
}

int rmdir(const char *path) {
    REAL(int, "rmdir", const char *);
    WHOLE("rmdir", our_path(AT_FDCWD, path), 0, -1, real(path));
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    WHOLE("unlink", our_path(AT_FDCWD, path), 0, -1, real(path));
}

int chmod(const char *path, mode_t permissions) {
    REAL(int, "chmod", const char *, mode_t);
    WHOLE("chmod", our_path(AT_FDCWD, path), 0, -1, real(path, permissions));
}

int fchmod(int fd, mode_t permissions) {
    REAL(int, "fchmod", int, mode_t);
    WHOLE("chmod", our_fd(fd), 0, -1, real(fd, permissions));
}

int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    WHOLE("link", our_path(AT_FDCWD, to), 1, -1, real(from, to));
}
