#include "CLibcurl.h"
#include "layouts.h"

// A static program, as musl makes it, cannot look up anything at run time.
#if defined(__GLIBC__)
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

// 7.68.0 is the first with `curl_multi_poll` and `curl_multi_wakeup`.
static const unsigned oldest_version = 0x074400;

static struct {
  int (*global_init)(long);
  mkcurl_version_info_data *(*version_info)(int);
  mkcurl_easy *(*easy_init)(void);
  void (*easy_cleanup)(mkcurl_easy *);
  int (*easy_setopt)(mkcurl_easy *, int, ...);
  int (*easy_getinfo)(mkcurl_easy *, int, ...);
  int (*easy_pause)(mkcurl_easy *, int);
  const char *(*easy_strerror)(int);
  mkcurl_list *(*slist_append)(mkcurl_list *, const char *);
  void (*slist_free_all)(mkcurl_list *);
  mkcurl_share *(*share_init)(void);
  int (*share_setopt)(mkcurl_share *, int, ...);
  mkcurl_multi *(*multi_init)(void);
  int (*multi_setopt)(mkcurl_multi *, int, ...);
  int (*multi_add_handle)(mkcurl_multi *, mkcurl_easy *);
  int (*multi_remove_handle)(mkcurl_multi *, mkcurl_easy *);
  int (*multi_perform)(mkcurl_multi *, int *);
  int (*multi_poll)(mkcurl_multi *, void *, unsigned, int, int *);
  int (*multi_wakeup)(mkcurl_multi *);
  mkcurl_message *(*multi_info_read)(mkcurl_multi *, int *);
} curl;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static unsigned version = 0;
static char description[256] = "";

static void load(void) {
  // FoundationNetworking has loaded the library under this name, so this is the same one.
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(description, sizeof description, "%s", dlerror());
    return;
  }
  *(void **)&curl.version_info = dlsym(library, "curl_version_info");
  if (!curl.version_info) {
    snprintf(description, sizeof description, "libcurl.so.4 is not libcurl");
    return;
  }
  mkcurl_version_info_data *info = curl.version_info(MKCURLVERSION_FIRST);
  if (info->version_num < oldest_version) {
    snprintf(
        description, sizeof description, "libcurl %s is older than 7.68.0", info->version);
    return;
  }
#define FIND(name)                                                                        \
  *(void **)&curl.name = dlsym(library, "curl_" #name);                                   \
  if (!curl.name) {                                                                       \
    snprintf(                                                                             \
        description, sizeof description, "libcurl %s has no curl_" #name, info->version); \
    return;                                                                               \
  }
  FIND(global_init)
  FIND(easy_init)
  FIND(easy_cleanup)
  FIND(easy_setopt)
  FIND(easy_getinfo)
  FIND(easy_pause)
  FIND(easy_strerror)
  FIND(slist_append)
  FIND(slist_free_all)
  FIND(share_init)
  FIND(share_setopt)
  FIND(multi_init)
  FIND(multi_setopt)
  FIND(multi_add_handle)
  FIND(multi_remove_handle)
  FIND(multi_perform)
  FIND(multi_poll)
  FIND(multi_wakeup)
  FIND(multi_info_read)
#undef FIND
  if (curl.global_init(MKCURL_GLOBAL_ALL) != MKCURLE_OK) {
    snprintf(description, sizeof description, "libcurl %s does not start", info->version);
    return;
  }
  snprintf(description, sizeof description, "%s", info->version);
  version = info->version_num;
}

unsigned mkcurl_version(void) {
  pthread_once(&once, load);
  return version;
}

const char *mkcurl_description(void) {
  pthread_once(&once, load);
  return description;
}

mkcurl_easy *mkcurl_easy_init(void) { return curl.easy_init(); }

void mkcurl_easy_cleanup(mkcurl_easy *easy) { curl.easy_cleanup(easy); }

int mkcurl_set_long(mkcurl_easy *easy, long option, long value) {
  return curl.easy_setopt(easy, (int)option, value);
}

int mkcurl_set_size(mkcurl_easy *easy, long option, int64_t value) {
  return curl.easy_setopt(easy, (int)option, (mkcurl_off_t)value);
}

int mkcurl_set_pointer(mkcurl_easy *easy, long option, const void *value) {
  return curl.easy_setopt(easy, (int)option, value);
}

void mkcurl_set_callbacks(mkcurl_easy *easy, const mkcurl_callbacks *callbacks, void *user) {
  curl.easy_setopt(easy, MKCURLOPT_HEADERFUNCTION, callbacks->header);
  curl.easy_setopt(easy, MKCURLOPT_HEADERDATA, user);
  curl.easy_setopt(easy, MKCURLOPT_WRITEFUNCTION, callbacks->write);
  curl.easy_setopt(easy, MKCURLOPT_WRITEDATA, user);
  curl.easy_setopt(easy, MKCURLOPT_READFUNCTION, callbacks->read);
  curl.easy_setopt(easy, MKCURLOPT_READDATA, user);
  curl.easy_setopt(easy, MKCURLOPT_SEEKFUNCTION, callbacks->seek);
  curl.easy_setopt(easy, MKCURLOPT_SEEKDATA, user);
  curl.easy_setopt(easy, MKCURLOPT_XFERINFOFUNCTION, callbacks->progress);
  curl.easy_setopt(easy, MKCURLOPT_XFERINFODATA, user);
  curl.easy_setopt(easy, MKCURLOPT_PREREQFUNCTION, callbacks->prereq);
  curl.easy_setopt(easy, MKCURLOPT_PREREQDATA, user);
}

int64_t mkcurl_get_size(mkcurl_easy *easy, long info) {
  mkcurl_off_t value = 0;
  curl.easy_getinfo(easy, (int)info, &value);
  return value;
}

long mkcurl_get_long(mkcurl_easy *easy, long info) {
  long value = 0;
  curl.easy_getinfo(easy, (int)info, &value);
  return value;
}

void *mkcurl_get_pointer(mkcurl_easy *easy, long info) {
  void *value = NULL;
  curl.easy_getinfo(easy, (int)info, &value);
  return value;
}

int mkcurl_pause(mkcurl_easy *easy, long mask) { return curl.easy_pause(easy, (int)mask); }

const char *mkcurl_strerror(int code) { return curl.easy_strerror(code); }

mkcurl_list *mkcurl_list_append(mkcurl_list *list, const char *text) {
  return curl.slist_append(list, text);
}

void mkcurl_list_free(mkcurl_list *list) { curl.slist_free_all(list); }

mkcurl_multi *mkcurl_multi_init(void) { return curl.multi_init(); }

int mkcurl_multi_set_long(mkcurl_multi *multi, long option, long value) {
  return curl.multi_setopt(multi, (int)option, value);
}

int mkcurl_multi_add(mkcurl_multi *multi, mkcurl_easy *easy) {
  return curl.multi_add_handle(multi, easy);
}

int mkcurl_multi_remove(mkcurl_multi *multi, mkcurl_easy *easy) {
  return curl.multi_remove_handle(multi, easy);
}

int mkcurl_multi_perform(mkcurl_multi *multi) {
  int running;
  return curl.multi_perform(multi, &running);
}

int mkcurl_multi_poll(mkcurl_multi *multi, int milliseconds) {
  return curl.multi_poll(multi, NULL, 0, milliseconds, NULL);
}

int mkcurl_multi_wakeup(mkcurl_multi *multi) { return curl.multi_wakeup(multi); }

mkcurl_easy *mkcurl_multi_next_ended(mkcurl_multi *multi, int *code) {
  int left;
  mkcurl_message *message;
  while ((message = curl.multi_info_read(multi, &left))) {
    if (message->msg == MKCURLMSG_DONE) {
      *code = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

mkcurl_share *mkcurl_share_tls_sessions(void) {
  mkcurl_share *share = curl.share_init();
  if (share) curl.share_setopt(share, MKCURLSHOPT_SHARE, MKCURL_LOCK_DATA_SSL_SESSION);
  return share;
}

#endif
