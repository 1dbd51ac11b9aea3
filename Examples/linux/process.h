/* One process of a fork program: a real process, which obeys commands from a channel. */
#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { MAXIMUM_PROCESSES = 256, REGISTERS = 8, PAGE = 4096, SIGNALS = 32, LONGEST_LIST = 8 };

/* The actions of the protocol, in the order of the names in actions.c; SYNCHRONISE does nothing but answer. */
enum operation {
  LOAD, STORE, LOAD_POINTER, STORE_POINTER, MOVE, DERIVE, CLEAR_TAG, INSPECT, FORK, EXIT, WAIT, WAIT_FOR, EXECUTE, SPAWN,
  MAP, UNMAP, PROTECT, PIPE, READ, WRITE, CLOSE, DUPLICATE, OPEN, UNLINK, SEEK, TRUNCATE, SIZE, SEND, SET_ACTION, MASK,
  PENDING, HANDLED, READ_VECTOR, WRITE_VECTOR, POLL, OPEN_SHARED, UNLINK_SHARED, MAP_OBJECT, CLOCK, SLEEP, LIMIT, SET_LIMIT,
  /* Where the system has no message queues, these are left out. */
  OPEN_QUEUE, UNLINK_QUEUE, SEND_MESSAGE, RECEIVE_MESSAGE, OPERATIONS, SYNCHRONISE = OPERATIONS
};

/* A buffer of a vector, or a descriptor that poll is asked about. */
struct element {
  uint8_t through;
  uint32_t length;
  int descriptor;
  short events;
};

/* What the checker's process asks of a process. */
struct command {
  enum operation operation;
  uint8_t into, from, through, width, child, status;
  uint8_t name;        /* of a file, an object or a queue */
  pid_t pid;           /* of the process that is waited for or sent a signal */
  int64_t offset;      /* of an access or a seek, the increment of derive, or the first page of an object */
  uint64_t value;      /* to be stored, or a soft limit */
  uint64_t hard;       /* a hard limit */
  int64_t seconds, nanoseconds;
  uint32_t messages, size, priority;
  uint64_t length;     /* in bytes, or in pages */
  int descriptor, onto;
  int flags;           /* protection of pages, flags of open, origin of seek, resource of a limit */
  bool shared;
  int signal;          /* numbered as on Linux */
  int change;          /* of the mask: SIG_BLOCK, …; of an action: 0 default, 1 ignore, 2 handle */
  uint32_t signals;    /* bit n for signal n */
  int count;           /* of the list */
  struct element list[LONGEST_LIST];
};

enum result { DONE, VALUE, POINTER, FORKED, REAPED, EXECUTED, MAPPED, COUNT, DESCRIPTOR, DESCRIPTORS, SIGNAL_SET, EVENTS,
  LIMITS, MESSAGE, WOULD_BLOCK, FAILED, KILLED };

/* What the process answers. */
struct answer {
  enum result result;
  uint64_t value;  /* loaded value, address, count, descriptor, set of signals, limit, length of a message, or errno */
  uint64_t other;  /* the second descriptor of a pipe, the hard limit, the priority of a message */
  short events[LONGEST_LIST];  /* value of them */
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

/* The path of this program, which execute and spawn start anew. */
extern const char *own_program;

/* Obeys commands for the process of that name, for ever. A process that starts anew says so first. */
_Noreturn void obey(uint8_t name, const struct image *image, bool says_so);

/* memory.c: accesses, pointers and pages. False if the operation is none of these. */
void start_registers(const struct image *image);
bool perform_on_memory(const struct command *command, const struct image *image, struct answer *answer);
char *address_in(int number);

/* Maps pages of what a descriptor refers to, or, with -1, anonymous ones, in the first gap of the region that is large
   enough. */
struct answer map_pages(const struct command *command, const struct image *image, int descriptor);

/* calls.c: descriptors, files, signals. False if the operation is none of these. */
void start_calls(void);
bool perform_call(const struct command *command, struct answer *answer);

/* objects.c: shared memory objects and message queues. False if the operation is none of these. */
bool perform_on_object(const struct command *command, const struct image *image, struct answer *answer);
bool has_queues(void);
bool is_shared(int descriptor);
bool is_queue(int descriptor);
/* The system's name of an object or queue of this world, after a letter for its kind; world is the last part of the path of
   its directory. */
enum { LONGEST_NAME = 64 };
void object_name(char *text, const char *world, char kind, unsigned name);

/* What a call that returned a negative number answers, and one that returned a number. */
struct answer failure(void);
struct answer number(enum result result, int64_t number);
struct answer fail(int error);

#endif
