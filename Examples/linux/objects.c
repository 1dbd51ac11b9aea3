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

static struct answer open_shared(const struct command *command) {
  char name[LONGEST_NAME];
  name_of(command, 's', name);
  return number(DESCRIPTOR, shm_open(name, command->flags, 0600));
}

static struct answer map_shared(const struct command *command, const struct image *image) {
  int descriptor = command->descriptor;
  if (fcntl(descriptor, F_GETFD) < 0) return failure();
  /* Linux maps files as well, which the protocol has no action for. */
  if (!is_shared(descriptor)) return fail(ENODEV);
  return map_pages(command, image, descriptor);
}

static struct answer open_queue(const struct command *command) {
  char name[LONGEST_NAME];
  struct mq_attr attributes = {.mq_maxmsg = command->messages, .mq_msgsize = command->size};
  bool is_large = command->messages > 10 || command->size > 1024;
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
  char *buffer = address_in(command->through);
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
