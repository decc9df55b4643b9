// Structures that libcurl fills in, as far as they are read here.

typedef int64_t mkcurl_off_t;

typedef struct {
  int age;
  const char *version;
  unsigned version_num;
} mkcurl_version_info_data;

typedef struct {
  int msg;
  mkcurl_easy *easy_handle;
  union {
    void *whatever;
    int result;
  } data;
} mkcurl_message;
