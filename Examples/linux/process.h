/* One process of a fork program: a real process, which obeys commands from a channel. */
#ifndef PROCESS_H
#define PROCESS_H

#include <stdint.h>
#include <sys/types.h>

enum { MAXIMUM_PROCESSES = 256, REGISTERS = 8 };

enum operation {
  LOAD, STORE, LOAD_POINTER, STORE_POINTER, MOVE, DERIVE, CLEAR_TAG, INSPECT, FORK, EXIT, WAIT
};

/* What the checker's process asks of a process. */
struct command {
  enum operation operation;
  uint8_t into, from, through, width, child, status;
  int64_t offset;  /* of an access, or the increment of derive */
  uint64_t value;
};

enum result { DONE, VALUE, POINTER, FORKED, REAPED, WOULD_BLOCK, FAILED, KILLED };

/* What the process answers. */
struct answer {
  enum result result;
  uint64_t value;  /* loaded value, address of a pointer, or errno */
  uint8_t tag;
  pid_t pid;       /* of the child made or reaped */
  int status;      /* of the child reaped, as wait(2) reports it */
};

/* The image of process 0: pages with their protection, from the start of a region. */
struct image {
  char *base;
  uint64_t size;
  uint64_t pointer_offset;  /* where register 0 points */
};

/* Both ends of every process's channel; a process reads from its own, by its name. */
extern int channels[MAXIMUM_PROCESSES][2];

/* Obeys commands for the process of that name, for ever. */
_Noreturn void obey(uint8_t name, const struct image *image);

#endif
