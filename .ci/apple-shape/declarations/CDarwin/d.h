// Hand-written shape of the Darwin C declarations that the project touches (types as in the public xnu sources).
#pragma once
#pragma clang assume_nonnull begin
#pragma clang assume_nonnull end
typedef signed char int8_t; typedef short int16_t; typedef int int32_t; typedef long long int64_t;
typedef unsigned char uint8_t; typedef unsigned short uint16_t; typedef unsigned int uint32_t; typedef unsigned long long uint64_t;
typedef unsigned long size_t; typedef long ssize_t; typedef long time_t; typedef int suseconds_t;
typedef int32_t dev_t; typedef uint16_t mode_t; typedef uint16_t nlink_t; typedef uint64_t ino_t; typedef uint32_t uid_t; typedef uint32_t gid_t;
typedef int64_t off_t; typedef int64_t blkcnt_t; typedef int32_t blksize_t; typedef int32_t pid_t; typedef uint32_t nfds_t_; typedef unsigned int nfds_t;
typedef unsigned long clock_t; typedef unsigned int useconds_t;
struct timespec { time_t tv_sec; long tv_nsec; };
struct timeval { time_t tv_sec; suseconds_t tv_usec; };
struct stat { dev_t st_dev; mode_t st_mode; nlink_t st_nlink; ino_t st_ino; uid_t st_uid; gid_t st_gid; dev_t st_rdev;
 struct timespec st_atimespec; struct timespec st_mtimespec; struct timespec st_ctimespec; struct timespec st_birthtimespec;
 off_t st_size; blkcnt_t st_blocks; blksize_t st_blksize; uint32_t st_flags; uint32_t st_gen; int32_t st_lspare; int64_t st_qspare[2]; };
int stat(const char *, struct stat *); int lstat(const char *, struct stat *); int fstat(int, struct stat *);
#define O_RDONLY 0x0000
#define O_WRONLY 0x0001
#define O_RDWR 0x0002
#define O_NONBLOCK 0x00000004
#define O_APPEND 0x00000008
#define O_NOFOLLOW 0x00000100
#define O_CREAT 0x00000200
#define O_TRUNC 0x00000400
#define O_EXCL 0x00000800
#define O_CLOEXEC 0x01000000
#define F_DUPFD 0
#define F_GETFD 1
#define F_SETFD 2
#define F_GETFL 3
#define F_SETFL 4
#define FD_CLOEXEC 1
#define F_DUPFD_CLOEXEC 67
#define AT_FDCWD -2
#define AT_SYMLINK_NOFOLLOW 0x0020
#define LOCK_EX 0x02
#define LOCK_NB 0x04
#define R_OK (1<<2)
#define W_OK (1<<1)
#define X_OK (1<<0)
#define F_OK 0
int flock(int, int); int access(const char *, int);
int close(int); ssize_t read(int, void *, size_t); ssize_t write(int, const void *, size_t);
ssize_t pread(int, void *, size_t, off_t); ssize_t pwrite(int, const void *, size_t, off_t);
int link(const char *, const char *); int unlink(const char *); int rename(const char *, const char *); int mkstemp(char *); int rmdir(const char *);
int truncate(const char *, off_t); int ftruncate(int, off_t); int mkfifo(const char *, mode_t); int chmod(const char *, mode_t); int dup2(int, int); int dup(int); int fsync(int);
int mkdir(const char *, mode_t); int symlink(const char *, const char *);
int utimensat(int, const char *, const struct timespec *, int); int futimens(int, const struct timespec *);
off_t lseek(int, off_t, int);
#define PROT_READ 0x01
#define PROT_WRITE 0x02
#define MAP_PRIVATE 0x0002
#define MAP_ANON 0x1000
#define MAP_SHARED 0x0001
void *mmap(void *, size_t, int, int, int, off_t); int munmap(void *, size_t);
int *__error(void); char *strerror(int);
int memcmp(const void *, const void *, size_t); void *memchr(const void *, int, size_t); void *memcpy(void *, const void *, size_t); size_t strlen(const char *);
char *strdup(const char *); void free(void *); void *malloc(size_t); void exit(int) __attribute__((noreturn)); void _exit(int) __attribute__((noreturn)); void abort(void) __attribute__((noreturn));
void *memmem(const void *, size_t, const void *, size_t); void *memset(void *, int, size_t);
uid_t getuid(void); uid_t geteuid(void); pid_t getpid(void);
typedef uint32_t socklen_t; typedef uint8_t sa_family_t; typedef uint16_t in_port_t; typedef uint32_t in_addr_t;
struct sockaddr { uint8_t sa_len; sa_family_t sa_family; char sa_data[14]; };
struct in_addr { in_addr_t s_addr; };
struct sockaddr_in { uint8_t sin_len; sa_family_t sin_family; in_port_t sin_port; struct in_addr sin_addr; char sin_zero[8]; };
struct linger { int l_onoff; int l_linger; };
int socket(int, int, int); int bind(int, const struct sockaddr *, socklen_t); int listen(int, int); int accept(int, struct sockaddr * _Nullable, socklen_t * _Nullable);
int connect(int, const struct sockaddr *, socklen_t); ssize_t send(int, const void *, size_t, int); ssize_t recv(int, void *, size_t, int);
int shutdown(int, int); int setsockopt(int, int, int, const void *, socklen_t); int getsockopt(int, int, int, void *, socklen_t *); int getsockname(int, struct sockaddr * _Nullable, socklen_t * _Nullable);
int socketpair(int, int, int, int *);
#define AF_INET 2
#define AF_UNIX 1
#define SOCK_STREAM 1
#define SOCK_SEQPACKET 5
#define SOL_SOCKET 0xffff
#define SO_REUSEADDR 0x0004
#define SO_LINGER 0x0080
#define SO_SNDBUF 0x1001
#define SO_RCVBUF 0x1002
#define SO_NOSIGPIPE 0x1022
#define IPPROTO_TCP 6
#define TCP_NODELAY 0x01
#define SHUT_RD 0
#define SHUT_WR 1
#define SHUT_RDWR 2
#define MSG_DONTWAIT 0x80
#define MSG_NOSIGNAL 0x80000
#define MSG_PEEK 0x2
struct pollfd { int fd; short events; short revents; };
int poll(struct pollfd *, nfds_t, int); int pipe(int *);
#define POLLIN 0x0001
#define POLLOUT 0x0004
#define POLLHUP 0x0010
#define POLLERR 0x0008
struct _opaque_pthread_t { long sig; void *x; }; struct _opaque_pthread_attr_t { long sig; char opaque[56]; };
typedef struct _opaque_pthread_t *pthread_t; typedef struct _opaque_pthread_attr_t pthread_attr_t;
int pthread_create(pthread_t _Nullable * _Nonnull, const pthread_attr_t * _Nullable, void * _Nullable (* _Nonnull)(void * _Nonnull), void * _Nullable);
int pthread_join(pthread_t _Nonnull, void * _Nullable * _Nullable); int pthread_detach(pthread_t _Nonnull);
typedef void *posix_spawn_file_actions_t; typedef void *posix_spawnattr_t; typedef uint32_t sigset_t;
int posix_spawn_file_actions_init(posix_spawn_file_actions_t *); int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *); int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *, int, int);
int posix_spawnattr_init(posix_spawnattr_t *); int posix_spawnattr_destroy(posix_spawnattr_t *); int posix_spawnattr_setsigmask(posix_spawnattr_t *restrict, const sigset_t *restrict); int posix_spawnattr_setsigdefault(posix_spawnattr_t *restrict, const sigset_t *restrict);
int posix_spawnattr_setpgroup(posix_spawnattr_t *, pid_t); int posix_spawnattr_setflags(posix_spawnattr_t *, short);
int posix_spawn(pid_t *restrict, const char *restrict, const posix_spawn_file_actions_t *, const posix_spawnattr_t *restrict, char *const _Nullable *restrict, char *const _Nullable *restrict);
#define POSIX_SPAWN_SETPGROUP 0x0002
#define POSIX_SPAWN_SETSIGDEF 0x0004
#define POSIX_SPAWN_SETSIGMASK 0x0008
int sigemptyset(sigset_t *); int sigaddset(sigset_t *, int);
struct rusage { struct timeval ru_utime; struct timeval ru_stime; long ru_maxrss; long ru_ixrss; };
pid_t wait4(pid_t, int *, int, struct rusage *); int getrusage(int, struct rusage *); pid_t waitpid(pid_t, int *, int);
#define RUSAGE_SELF 0
typedef void (*sig_t)(int); sig_t signal(int, void (* _Nullable)(int)); int raise(int); int kill(pid_t, int); unsigned int alarm(unsigned int);
#define SIGHUP 1
#define SIGINT 2
#define SIGILL 4
#define SIGTRAP 5
#define SIGABRT 6
#define SIGFPE 8
#define SIGKILL 9
#define SIGBUS 10
#define SIGSEGV 11
#define SIGPIPE 13
#define SIGALRM 14
#define SIGTERM 15
int isatty(int);
struct winsize { unsigned short ws_row; unsigned short ws_col; unsigned short ws_xpixel; unsigned short ws_ypixel; };
#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2
#define EPERM 1
#define ENOENT 2
#define EINTR 4
#define EIO 5
#define EBADF 9
#define ENOMEM 12
#define EACCES 13
#define EEXIST 17
#define EXDEV 18
#define ENOTDIR 20
#define EISDIR 21
#define EINVAL 22
#define EMFILE 24
#define EFBIG 27
#define ENOSPC 28
#define EROFS 30
#define EPIPE 32
#define EAGAIN 35
#define ECONNABORTED 53
#define ELOOP 62
#define ENAMETOOLONG 63
#define EDQUOT 69
#define EOVERFLOW 84
#define ENOTSUP 45
#define ECONNRESET 54
int usleep(useconds_t); clock_t clock(void); time_t time(time_t *);
struct utsname { char sysname[256]; char nodename[256]; char release[256]; char version[256]; char machine[256]; };
int uname(struct utsname *); int sysctlbyname(const char *, void *, size_t *, void *, size_t); long sysconf(int);
#define _SC_PAGESIZE 29
double pow(double, double); 
struct _FILE; typedef struct __sFILE { int x; } FILE; extern FILE *__stdoutp; extern FILE *__stderrp; extern FILE *__stdinp; int fflush(FILE *); int fputs(const char *restrict, FILE *restrict); int setvbuf(FILE *restrict, char *restrict, int, size_t); int fileno(FILE *);
#define _IOLBF 1
#define _IONBF 2
double sin(double); double cos(double); double acos(double); double log2(double); double sqrt(double); double log(double); double exp(double);

void sync(void); struct iovec { void *iov_base; size_t iov_len; }; ssize_t writev(int, const struct iovec *, int);
void *dlsym(void *, const char *); 
#define ENFILE 23
#define O_DIRECTORY 0x00100000
#define PATH_MAX 1024
#define F_GETPATH 50
#define F_FULLFSYNC 51
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define RENAME_EXCL 0x00000004
#define RLIMIT_NOFILE 8
typedef uint64_t rlim_t; struct rlimit { rlim_t rlim_cur; rlim_t rlim_max; };
int getrlimit(int, struct rlimit *); int setrlimit(int, const struct rlimit *);
int fstatat(int, const char *, struct stat *, int); int unlinkat(int, const char *, int); int linkat(int, const char *, int, const char *, int);
int renameat(int, const char *, int, const char *); int renameatx_np(int, const char *, int, const char *, unsigned int);

union __sigaction_u { void (* _Nullable __sa_handler)(int); void *__sa_sigaction; };
struct sigaction { union __sigaction_u __sigaction_u; sigset_t sa_mask; int sa_flags; };
int sigaction(int, const struct sigaction * _Nullable, struct sigaction * _Nullable);
#define EWOULDBLOCK 35
#define LOCK_SH 0x01
#define LOCK_UN 0x08
double cbrt(double);

typedef unsigned long uintptr_t_; typedef long intptr_t_;
struct kevent { uintptr_t_ ident; int16_t filter; uint16_t flags; uint32_t fflags; intptr_t_ data; void *_Nullable udata; };
int kqueue(void); int kevent(int, const struct kevent *_Nullable, int, struct kevent *_Nullable, int, const struct timespec *_Nullable);
#define EVFILT_READ (-1)
#define EV_ADD 0x0001
#define EV_CLEAR 0x0020
#define EV_EOF 0x8000
