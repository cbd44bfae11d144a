#ifndef PLANAUDIT_CMINIZIP_SHIM_H
#define PLANAUDIT_CMINIZIP_SHIM_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <minizip/unzip.h>
#include <minizip/zip.h>

/// A file in memory, as minizip's I/O functions see it. `bytes` is on the C heap and `capacity` long.
typedef struct {
  uint8_t *bytes;
  uint64_t count;
  uint64_t capacity;
  uint64_t position;
} planaudit_memory;

static inline voidpf planaudit_memory_open(voidpf memory, const void *name, int mode) {
  (void)name;
  (void)mode;
  return memory;
}

static inline uLong planaudit_memory_read(voidpf opaque, voidpf stream, void *buffer, uLong size) {
  (void)opaque;
  planaudit_memory *memory = (planaudit_memory *)stream;
  if (memory->position >= memory->count) return 0;
  uint64_t rest = memory->count - memory->position;
  uLong taken = size < rest ? size : (uLong)rest;
  memcpy(buffer, memory->bytes + memory->position, taken);
  memory->position += taken;
  return taken;
}

static inline uLong planaudit_memory_write(
    voidpf opaque, voidpf stream, const void *buffer, uLong size) {
  (void)opaque;
  planaudit_memory *memory = (planaudit_memory *)stream;
  uint64_t end = memory->position + size;
  if (end > memory->capacity) {
    uint64_t capacity = memory->capacity < 65536 ? 65536 : memory->capacity;
    while (capacity < end) capacity *= 2;
    uint8_t *bytes = (uint8_t *)realloc(memory->bytes, capacity);
    if (bytes == NULL) return 0;
    memory->bytes = bytes;
    memory->capacity = capacity;
  }
  memcpy(memory->bytes + memory->position, buffer, size);
  memory->position = end;
  if (end > memory->count) memory->count = end;
  return size;
}

static inline ZPOS64_T planaudit_memory_tell(voidpf opaque, voidpf stream) {
  (void)opaque;
  return ((planaudit_memory *)stream)->position;
}

static inline long planaudit_memory_seek(
    voidpf opaque, voidpf stream, ZPOS64_T offset, int origin) {
  (void)opaque;
  planaudit_memory *memory = (planaudit_memory *)stream;
  uint64_t base = 0;
  if (origin == ZLIB_FILEFUNC_SEEK_CUR) base = memory->position;
  if (origin == ZLIB_FILEFUNC_SEEK_END) base = memory->count;
  if (offset > memory->count - base) return -1;
  memory->position = base + offset;
  return 0;
}

static inline int planaudit_memory_close(voidpf opaque, voidpf stream) {
  (void)opaque;
  (void)stream;
  return 0;
}

static inline zlib_filefunc64_def planaudit_memory_functions(planaudit_memory *memory) {
  zlib_filefunc64_def functions;
  functions.zopen64_file = planaudit_memory_open;
  functions.zread_file = planaudit_memory_read;
  functions.zwrite_file = planaudit_memory_write;
  functions.ztell64_file = planaudit_memory_tell;
  functions.zseek64_file = planaudit_memory_seek;
  functions.zclose_file = planaudit_memory_close;
  functions.zerror_file = planaudit_memory_close;
  functions.opaque = memory;
  return functions;
}

/// An archive over a copy of `count` bytes; the memory is empty where there is none to be had.
static inline planaudit_memory *planaudit_memory_create(const uint8_t *bytes, uint64_t count) {
  planaudit_memory *memory = (planaudit_memory *)calloc(1, sizeof(planaudit_memory));
  if (memory == NULL || count == 0) return memory;
  memory->bytes = (uint8_t *)malloc(count);
  if (memory->bytes == NULL) return memory;
  memcpy(memory->bytes, bytes, count);
  memory->count = count;
  memory->capacity = count;
  return memory;
}

static inline void planaudit_memory_free(planaudit_memory *memory) {
  free(memory->bytes);
  free(memory);
}

static inline unzFile planaudit_unzip_open(planaudit_memory *memory) {
  zlib_filefunc64_def functions = planaudit_memory_functions(memory);
  return unzOpen2_64("", &functions);
}

static inline zipFile planaudit_zip_open(planaudit_memory *memory) {
  zlib_filefunc64_def functions = planaudit_memory_functions(memory);
  return zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &functions);
}

/// Begins a member; `raw` says that its data come compressed. The version and the flag for UTF-8 names are fixed.
static inline int planaudit_zip_begin(
    zipFile file, const char *name, uLong date, uLong attributes, int method, int raw, int is_large,
    int is_utf8) {
  zip_fileinfo info;
  memset(&info, 0, sizeof info);
  info.dosDate = date;
  info.external_fa = attributes;
  return zipOpenNewFileInZip4_64(
      file, name, &info, NULL, 0, NULL, 0, NULL, method, Z_DEFAULT_COMPRESSION, raw, -MAX_WBITS,
      8, Z_DEFAULT_STRATEGY, NULL, 0, 20, is_utf8 ? 1 << 11 : 0, is_large);
}

#endif
