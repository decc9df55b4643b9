#ifndef CLIBCURL_H
#define CLIBCURL_H

// The part of libcurl that MemoriesKit uses. It is declared here and found at run time, so that a
// build needs neither libcurl's headers nor a linker flag. All names differ from libcurl's own,
// because a program may import another module for libcurl as well.

#include <stddef.h>
#include <stdint.h>

// libcurl's numbers, which are part of its ABI. `CLibcurlNumbersTests` compares each with the name
// behind the `MK`, and with the layouts in `layouts.h`, where libcurl's headers are installed.
enum {
  MKCURLOPT_NOPROGRESS = 43,
  MKCURLOPT_POST = 47,
  MKCURLOPT_FRESH_CONNECT = 74,
  MKCURLOPT_HTTPGET = 80,
  MKCURLOPT_HTTP_VERSION = 84,
  MKCURLOPT_BUFFERSIZE = 98,
  MKCURLOPT_NOSIGNAL = 99,
  MKCURLOPT_CONNECTTIMEOUT_MS = 156,
  MKCURLOPT_PROTOCOLS = 181,
  MKCURLOPT_TCP_KEEPALIVE = 213,
  MKCURLOPT_PATH_AS_IS = 234,
  MKCURLOPT_SUPPRESS_CONNECT_HEADERS = 265,
  MKCURLOPT_UPLOAD_BUFFERSIZE = 280,
  MKCURLOPT_HTTP09_ALLOWED = 285,
  MKCURLOPT_QUICK_EXIT = 322,
  MKCURLOPT_WRITEDATA = 10001,
  MKCURLOPT_URL = 10002,
  MKCURLOPT_PROXY = 10004,
  MKCURLOPT_READDATA = 10009,
  MKCURLOPT_ERRORBUFFER = 10010,
  MKCURLOPT_POSTFIELDS = 10015,
  MKCURLOPT_HTTPHEADER = 10023,
  MKCURLOPT_HEADERDATA = 10029,
  MKCURLOPT_CUSTOMREQUEST = 10036,
  MKCURLOPT_XFERINFODATA = 10057,
  MKCURLOPT_CAINFO = 10065,
  MKCURLOPT_SHARE = 10100,
  MKCURLOPT_ACCEPT_ENCODING = 10102,
  MKCURLOPT_PRIVATE = 10103,
  MKCURLOPT_SEEKDATA = 10168,
  MKCURLOPT_PREREQDATA = 10313,
  MKCURLOPT_PROTOCOLS_STR = 10318,
  MKCURLOPT_WRITEFUNCTION = 20011,
  MKCURLOPT_READFUNCTION = 20012,
  MKCURLOPT_HEADERFUNCTION = 20079,
  MKCURLOPT_SEEKFUNCTION = 20167,
  MKCURLOPT_XFERINFOFUNCTION = 20219,
  MKCURLOPT_PREREQFUNCTION = 20312,
  MKCURLOPT_POSTFIELDSIZE_LARGE = 30120,

  MKCURLMOPT_MAXCONNECTS = 6,

  MKCURLSHOPT_SHARE = 1,
  MKCURL_LOCK_DATA_SSL_SESSION = 4,

  MKCURLINFO_PRIVATE = 0x100015,
  MKCURLINFO_REQUEST_SIZE = 0x20000c,
  MKCURLINFO_NAMELOOKUP_TIME_T = 0x600033,

  MKCURL_READFUNC_ABORT = 0x10000000,
  MKCURL_WRITEFUNC_PAUSE = 0x10000001,
  MKCURL_READFUNC_PAUSE = 0x10000001,
  MKCURLPAUSE_CONT = 0,
  MKCURL_SEEKFUNC_FAIL = 1,
  MKCURL_PREREQFUNC_OK = 0,
  MKCURL_PREREQFUNC_ABORT = 1,
  MKCURLPROTO_HTTP = 1,
  MKCURLPROTO_HTTPS = 2,
  MKCURL_HTTP_VERSION_1_1 = 2,
  MKCURL_HTTP_VERSION_2TLS = 4,
  MKCURL_ERROR_SIZE = 256,
  MKCURL_GLOBAL_ALL = 3,
  MKCURLVERSION_FIRST = 0,
  MKCURLMSG_DONE = 1,

  MKCURLE_OK = 0,
  MKCURLE_UNSUPPORTED_PROTOCOL = 1,
  MKCURLE_URL_MALFORMAT = 3,
  MKCURLE_COULDNT_RESOLVE_PROXY = 5,
  MKCURLE_COULDNT_RESOLVE_HOST = 6,
  MKCURLE_COULDNT_CONNECT = 7,
  MKCURLE_WEIRD_SERVER_REPLY = 8,
  MKCURLE_PARTIAL_FILE = 18,
  MKCURLE_OPERATION_TIMEDOUT = 28,
  MKCURLE_SSL_CONNECT_ERROR = 35,
  MKCURLE_GOT_NOTHING = 52,
  MKCURLE_SSL_ENGINE_NOTFOUND = 53,
  MKCURLE_SSL_ENGINE_SETFAILED = 54,
  MKCURLE_SEND_ERROR = 55,
  MKCURLE_RECV_ERROR = 56,
  MKCURLE_SSL_CERTPROBLEM = 58,
  MKCURLE_SSL_CIPHER = 59,
  MKCURLE_PEER_FAILED_VERIFICATION = 60,
  MKCURLE_BAD_CONTENT_ENCODING = 61,
  MKCURLE_USE_SSL_FAILED = 64,
  MKCURLE_SEND_FAIL_REWIND = 65,
  MKCURLE_SSL_CACERT_BADFILE = 77,
  MKCURLE_SSL_ISSUER_ERROR = 83,
  MKCURLE_HTTP2 = 16,
  MKCURLE_HTTP2_STREAM = 92,
};

/// The version number of the libcurl that was found, for example 0x075801 for 7.88.1; 0 when none
/// can be used. The first call looks for it. Any thread may call it.
unsigned mkcurl_version(void);

/// The same as text: "7.88.1". When no libcurl can be used, why not.
const char *_Nonnull mkcurl_description(void);

// Functions of one transfer. They return libcurl's error codes.

typedef struct mkcurl_easy mkcurl_easy;
typedef struct mkcurl_list mkcurl_list;
typedef struct mkcurl_share mkcurl_share;

mkcurl_easy *_Nullable mkcurl_easy_init(void);
void mkcurl_easy_cleanup(mkcurl_easy *_Nonnull easy);

// libcurl takes the value of an option as a variable argument, which Swift cannot pass.
int mkcurl_set_long(mkcurl_easy *_Nonnull easy, long option, long value);
int mkcurl_set_size(mkcurl_easy *_Nonnull easy, long option, int64_t value);
int mkcurl_set_pointer(mkcurl_easy *_Nonnull easy, long option, const void *_Nullable value);

/// The functions that libcurl calls during a transfer, each with `user` as the transfer's own.
typedef struct mkcurl_callbacks {
  size_t (*_Nonnull header)(
      char *_Nullable bytes, size_t size, size_t count, void *_Nullable user);
  size_t (*_Nonnull write)(
      char *_Nullable bytes, size_t size, size_t count, void *_Nullable user);
  size_t (*_Nonnull read)(
      char *_Nullable buffer, size_t size, size_t count, void *_Nullable user);
  int (*_Nonnull seek)(void *_Nullable user, int64_t offset, int origin);
  int (*_Nonnull progress)(
      void *_Nullable user, int64_t expected, int64_t received, int64_t due, int64_t sent);
  int (*_Nonnull prereq)(
      void *_Nullable user, char *_Nullable remote, char *_Nullable local, int remotePort,
      int localPort);
} mkcurl_callbacks;
/// A libcurl without `prereq` refuses that option, and never calls it.
void mkcurl_set_callbacks(
    mkcurl_easy *_Nonnull easy, const mkcurl_callbacks *_Nonnull callbacks, void *_Nonnull user);

int64_t mkcurl_get_size(mkcurl_easy *_Nonnull easy, long info);
long mkcurl_get_long(mkcurl_easy *_Nonnull easy, long info);
void *_Nullable mkcurl_get_pointer(mkcurl_easy *_Nonnull easy, long info);
int mkcurl_pause(mkcurl_easy *_Nonnull easy, long mask);
const char *_Nonnull mkcurl_strerror(int code);

/// Appends a copy of the text. Returns NULL, and leaves the list as it is, when there is no memory.
mkcurl_list *_Nullable mkcurl_list_append(
    mkcurl_list *_Nullable list, const char *_Nonnull text);
void mkcurl_list_free(mkcurl_list *_Nullable list);

// Functions of the loop that runs all transfers. Only `mkcurl_multi_wakeup` may be called from a
// thread that does not run the loop.

typedef struct mkcurl_multi mkcurl_multi;

mkcurl_multi *_Nullable mkcurl_multi_init(void);
int mkcurl_multi_set_long(mkcurl_multi *_Nonnull multi, long option, long value);
int mkcurl_multi_add(mkcurl_multi *_Nonnull multi, mkcurl_easy *_Nonnull easy);
int mkcurl_multi_remove(mkcurl_multi *_Nonnull multi, mkcurl_easy *_Nonnull easy);
int mkcurl_multi_perform(mkcurl_multi *_Nonnull multi);
int mkcurl_multi_poll(mkcurl_multi *_Nonnull multi, int milliseconds);
int mkcurl_multi_wakeup(mkcurl_multi *_Nonnull multi);
/// The next transfer that has ended, with its error code; NULL when there is none.
mkcurl_easy *_Nullable mkcurl_multi_next_ended(
    mkcurl_multi *_Nonnull multi, int *_Nonnull code);

/// A share that lets the transfers of one loop resume each other's TLS sessions.
mkcurl_share *_Nullable mkcurl_share_tls_sessions(void);

#endif
