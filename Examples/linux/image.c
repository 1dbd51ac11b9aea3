#define _GNU_SOURCE
#include "image.h"

#include <string.h>
#include <sys/mman.h>

/* A multiple of four times the size of the largest region. */
static char *const region_base = (char *)(1ull << 44);
enum { SMALLEST_REGION = 12, LARGEST_REGION = 40 };

static bool is(const struct json *kind, const char *name) {
  return kind && kind->kind == JSON_STRING && strcmp(kind->string, name) == 0;
}

bool make_image(const struct json *world, struct image *image) {
  uint64_t log2 = json_number(world, "regionSizeLog2", 0), offset = 0;
  if (log2 < SMALLEST_REGION || log2 > LARGEST_REGION) return false;
  *image = (struct image){.base = region_base, .size = 1ull << log2, .world = image->world};
  struct json *segments = json_member(world, "segments");
  bool data_seen = false;
  for (struct json *segment = segments ? segments->first : NULL; segment; segment = segment->next) {
    struct json *kind = json_member(segment, "kind");
    uint64_t size = json_number(segment, "pages", 0) * PAGE;
    bool constant = is(kind, "text") || is(kind, "readOnlyData");
    if (size > image->size - offset) return false;
    int flags = (is(kind, "sharedMapping") ? MAP_SHARED : MAP_PRIVATE) | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
    char *place = image->base + offset;
    if (size && mmap(place, size, PROT_READ | PROT_WRITE, flags, -1, 0) != place) return false;
    if (constant) {
      memset(place, 0x13, size);
      if (size && mprotect(place, size, PROT_READ)) return false;
    }
    if (!data_seen && size && (is(kind, "globalOffsetTable") || is(kind, "data") || is(kind, "heap"))) {
      data_seen = true;
      image->pointer_offset = offset;
    }
    offset += size;
  }
  return true;
}
