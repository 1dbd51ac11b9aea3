/* Accesses, pointers and pages. Every access is a plain load or store of this very process. */
#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

/* Linux knows no tags. These words, which no program stores by chance, say of a pointer that it is one, or was. */
static const uint64_t TAGGED = 0x7A67D1B54A32D192, CLEARED = 0x589965CC75374CC3;

struct pointer {
  char *address;
  uint64_t mark;
};

/* The registers of the program; being ordinary memory, fork copies them. */
static struct pointer registers[REGISTERS];

void start_registers(const struct image *image) {
  registers[0] = (struct pointer){.address = image->base + image->pointer_offset, .mark = TAGGED};
  registers[1] = (struct pointer){.address = image->base, .mark = TAGGED};
}

char *address_in(int number) { return registers[number].address; }

static struct answer load(const struct command *command) {
  struct answer answer = {.result = VALUE};
  volatile const uint8_t *address = (volatile const uint8_t *)(registers[command->through].address + command->offset);
  for (int i = 0; i < command->width; ++i) answer.value |= (uint64_t)address[i] << (8 * i);
  return answer;
}

static void store(const struct command *command) {
  volatile uint8_t *address = (volatile uint8_t *)(registers[command->through].address + command->offset);
  /* The last byte first: an access that is refused at its second page must not have changed the first. */
  for (int i = command->width; i-- > 0;) address[i] = (uint8_t)(command->value >> (8 * i));
}

/* mincore(2) fails where nothing is mapped. */
static bool is_mapped(char *page) {
  unsigned char resident;
  return mincore(page, PAGE, &resident) == 0;
}

struct answer map_pages(const struct command *command, const struct image *image, int descriptor) {
  uint64_t size = command->length * PAGE, gap = 0;
  int flags = (command->shared ? MAP_SHARED : MAP_PRIVATE) | (descriptor < 0 ? MAP_ANONYMOUS : 0) | MAP_FIXED_NOREPLACE;
  for (uint64_t offset = 0; offset < image->size && gap < size; offset += PAGE) {
    gap = is_mapped(image->base + offset) ? 0 : gap + PAGE;
    if (gap < size) continue;
    char *place = image->base + offset + PAGE - size;
    if (mmap(place, size, command->flags, flags, descriptor, command->offset * PAGE) != place) return failure();
    registers[command->into] = (struct pointer){.address = place, .mark = TAGGED};
    return (struct answer){.result = MAPPED, .value = (uint64_t)place};
  }
  /* The region is what this program calls its memory; outside of it mmap(2) would find room. */
  return (struct answer){.result = FAILED, .value = size ? ENOMEM : EINVAL};
}

bool perform_on_memory(const struct command *command, const struct image *image, struct answer *answer) {
  struct pointer *into = &registers[command->into], *from = &registers[command->from];
  struct pointer *through = &registers[command->through];
  *answer = (struct answer){.result = DONE};
  switch (command->operation) {
    case LOAD: *answer = load(command); break;
    case STORE: store(command); break;
    case LOAD_POINTER: memcpy(into, through->address + command->offset, sizeof *into); break;
    case STORE_POINTER: memcpy(through->address + command->offset, from, sizeof *from); break;
    case MOVE: *into = *from; break;
    case DERIVE: *into = *from; into->address += command->offset; break;
    case CLEAR_TAG:
      *into = *from;
      if (into->mark == TAGGED) into->mark = CLEARED;
      break;
    case INSPECT:
      *answer = (struct answer){.result = POINTER, .value = (uint64_t)from->address, .tag = from->mark == TAGGED};
      break;
    case MAP: *answer = map_pages(command, image, -1); break;
    case UNMAP: if (munmap(through->address, command->length * PAGE)) *answer = failure(); break;
    case PROTECT:
      if (mprotect(through->address, command->length * PAGE, command->flags)) *answer = failure();
      break;
    default: return false;
  }
  return true;
}
