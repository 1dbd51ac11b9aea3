/* One process of a fork program: a real process, which obeys commands from a channel. */
#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { MAXIMUM_PROCESSES = 256, REGISTERS = 8, PAGE = 4096, SIGNALS = 32 };

/* The actions of the protocol, in the order of the names in actions.c; SYNCHRONISE does nothing but answer. */
enum operation {
  LOAD, STORE, LOAD_POINTER, STORE_POINTER, MOVE, DERIVE, CLEAR_TAG, INSPECT, FORK, EXIT, WAIT, WAIT_FOR, EXECUTE, SPAWN,
  MAP, UNMAP, PROTECT, PIPE, READ, WRITE, CLOSE, DUPLICATE, OPEN, UNLINK, SEEK, TRUNCATE, SIZE, SEND, SET_ACTION, MASK,
  PENDING, HANDLED, OPERATIONS, SYNCHRONISE = OPERATIONS
};

/* What the checker's process asks of a process. */
struct command {
  enum operation operation;
  uint8_t into, from, through, width, child, status, file;
  pid_t pid;           /* of the process that is waited for or sent a signal */
  int64_t offset;      /* of an access or a seek, or the increment of derive */
  uint64_t value;      /* to be stored */
  uint64_t length;     /* in bytes, or in pages */
  int descriptor, onto;
  int flags;           /* protection of pages, flags of open, origin of seek */
  bool shared;
  int signal;          /* numbered as on Linux */
  int change;          /* of the mask: SIG_BLOCK, …; of an action: 0 default, 1 ignore, 2 handle */
  uint32_t signals;    /* bit n for signal n */
};

enum result { DONE, VALUE, POINTER, FORKED, REAPED, EXECUTED, MAPPED, COUNT, DESCRIPTOR, DESCRIPTORS, SIGNAL_SET, WOULD_BLOCK,
  FAILED, KILLED };

/* What the process answers. */
struct answer {
  enum result result;
  uint64_t value;  /* loaded value, address, count, descriptor, set of signals, or errno */
  uint64_t other;  /* the second descriptor of a pipe */
  uint8_t tag;
  pid_t pid;       /* of the child made or reaped */
  int status;      /* of the child reaped, as wait(2) reports it */
};

/* The image of a process: pages with their protection, from the start of a region. */
struct image {
  char *base;
  uint64_t size;
  uint64_t pointer_offset;  /* where register 0 points */
  const char *world;        /* the JSON it was made from, so that it can be made again */
};

/* Both ends of every process's channel lie at fixed numbers above those that programs can use; a process reads from its
   own end, by its name. Only the checker's process has the other ends, so that all processes end when it does. */
enum { FIRST_CHANNEL = 320 };
static inline int checkers_end(int name) { return FIRST_CHANNEL + name; }
static inline int own_end(int name) { return FIRST_CHANNEL + MAXIMUM_PROCESSES + name; }

/* Obeys commands for the process of that name, for ever. A process that starts anew says so first. */
_Noreturn void obey(uint8_t name, const struct image *image, bool says_so);

/* memory.c: accesses, pointers and pages. False if the operation is none of these. */
void start_registers(const struct image *image);
bool perform_on_memory(const struct command *command, const struct image *image, struct answer *answer);
char *address_in(int number);

/* calls.c: descriptors, files, signals. False if the operation is none of these. */
void start_calls(void);
bool perform_call(const struct command *command, struct answer *answer);

/* What a call that returned a negative number answers. */
struct answer failure(void);

#endif
