/* Shared memory objects and message queues: each is the real call. */
#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void object_name(char *text, const char *world, char kind, unsigned name) {
  snprintf(text, LONGEST_NAME, "%s-%c%u", world, kind, name);
}

/* The directory of the world is where its processes are; the names of objects are those of the whole system. */
static void name_of(const struct command *command, char kind, char *text) {
  char directory[LONGEST_NAME] = "";
  if (!getcwd(directory, sizeof directory)) _exit(127);
  object_name(text, strrchr(directory, '/'), kind, command->name);
}

bool has_queues(void) {
  mq_unlink("/linux-fork-does-not-exist");
  return errno != ENOSYS;
}

bool is_queue(int descriptor) {
  struct mq_attr attributes;
  return mq_getattr(descriptor, &attributes) == 0;
}

bool is_shared(int descriptor) {
  struct stat status, shared;
  return fstat(descriptor, &status) == 0 && stat("/dev/shm", &shared) == 0 && status.st_dev == shared.st_dev;
}

static uint64_t pages(uint64_t size) { return (size + PAGE - 1) / PAGE; }

static uint64_t size_of(int descriptor) {
  struct stat status;
  return fstat(descriptor, &status) ? 0 : (uint64_t)status.st_size;
}

/* A mapping of pages that an object has lost shows them again on Linux when the object grows; in the specification it does
   not. So an object that has lost pages, which a bit of its mode remembers, does not grow any more. */
enum { HAS_LOST_PAGES = S_IXUSR };

struct answer resize_shared(int descriptor, uint64_t length) {
  struct stat status;
  if (fstat(descriptor, &status)) return failure();
  uint64_t present = pages((uint64_t)status.st_size);
  bool valid = length <= INT64_MAX;
  if (valid && pages(length) > present && (status.st_mode & HAS_LOST_PAGES)) return (struct answer){.result = UNSUPPORTED};
  if (ftruncate(descriptor, (off_t)length)) return failure();
  if (pages(length) < present) fchmod(descriptor, status.st_mode | HAS_LOST_PAGES);
  return (struct answer){.result = DONE};
}

static struct answer open_shared(const struct command *command) {
  char name[LONGEST_NAME];
  /* POSIX leaves both open; the protocol does not. */
  if ((command->flags & O_EXCL) && !(command->flags & O_CREAT)) return fail(EINVAL);
  if ((command->flags & O_TRUNC) && (command->flags & O_ACCMODE) == O_RDONLY) return fail(EINVAL);
  name_of(command, 's', name);
  int descriptor = shm_open(name, command->flags & ~O_TRUNC, 0600);
  if (descriptor >= 0 && (command->flags & O_TRUNC)) resize_shared(descriptor, 0);
  return number(DESCRIPTOR, descriptor);
}

static struct answer map_shared(const struct command *command, const struct image *image) {
  int descriptor = command->descriptor;
  uint64_t end = ((uint64_t)command->offset + command->length) * PAGE;
  if (!command->length) return fail(EINVAL);
  if (fcntl(descriptor, F_GETFD) < 0) return failure();
  /* Linux maps files, and more pages than there are. */
  if (!is_shared(descriptor)) return fail(ENODEV);
  bool writes = command->flags & PROT_WRITE;
  if (writes && (fcntl(descriptor, F_GETFL) & O_ACCMODE) == O_RDONLY) return fail(EACCES);
  if (end > pages(size_of(descriptor)) * PAGE) return fail(EINVAL);
  return map_pages(command, image, descriptor);
}

static struct answer open_queue(const struct command *command) {
  char name[LONGEST_NAME];
  struct mq_attr attributes = {.mq_maxmsg = command->messages, .mq_msgsize = command->size};
  bool is_large = command->messages > 10 || command->size > 1024;
  if ((command->flags & O_EXCL) && !(command->flags & O_CREAT)) return fail(EINVAL);
  name_of(command, 'q', name);
  mqd_t queue = mq_open(name, command->flags | O_NONBLOCK, 0600, &attributes);
  /* What is too large for the user's share of the system's memory. */
  if (queue < 0 && errno == EMFILE && is_large) return fail(EINVAL);
  return number(DESCRIPTOR, queue);
}

static struct answer send_message(const struct command *command, const char *buffer) {
  return number(DONE, mq_send(command->descriptor, buffer, command->length, command->priority));
}

static struct answer receive_message(const struct command *command, char *buffer) {
  unsigned priority;
  ssize_t length = mq_receive(command->descriptor, buffer, command->length, &priority);
  if (length < 0) return failure();
  return (struct answer){.result = MESSAGE, .value = (uint64_t)length, .other = priority};
}

bool perform_on_object(const struct command *command, const struct image *image, struct answer *answer) {
  char name[LONGEST_NAME];
  static char nothing;
  char *buffer = command->length ? address_in(command->through) : &nothing;
  switch (command->operation) {
    case OPEN_SHARED: *answer = open_shared(command); break;
    case UNLINK_SHARED:
      name_of(command, 's', name);
      *answer = number(DONE, shm_unlink(name));
      break;
    case MAP_OBJECT: *answer = map_shared(command, image); break;
    case OPEN_QUEUE: *answer = open_queue(command); break;
    case UNLINK_QUEUE:
      name_of(command, 'q', name);
      *answer = number(DONE, mq_unlink(name));
      break;
    case SEND_MESSAGE: *answer = send_message(command, buffer); break;
    case RECEIVE_MESSAGE: *answer = receive_message(command, buffer); break;
    default: return false;
  }
  return true;
}
