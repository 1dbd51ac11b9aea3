/* Every access below is a plain load or store of this very process, and fork is fork(2): what is tested is the
   operating system underneath, not a simulation of it. */
#include "process.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Linux knows no tags. These words, which no program stores by chance, say of a pointer that it is one, or was. */
static const uint64_t TAGGED = 0x7A67D1B54A32D192, CLEARED = 0x589965CC75374CC3;

struct pointer {
  char *address;
  uint64_t mark;
};

/* The registers of the program; being ordinary memory, fork copies them. */
static struct pointer registers[REGISTERS];
static uint8_t own_name;

static void reply(const struct answer *answer) {
  if (write(channels[own_name][1], answer, sizeof *answer) != sizeof *answer) _exit(127);
}

/* A refused access answers, and then ends the process as the signal would have. */
static void refused(int signal_number) {
  struct answer answer = {.result = KILLED, .value = (uint64_t)signal_number};
  reply(&answer);
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

static struct answer load(const struct command *command) {
  struct answer answer = {.result = VALUE};
  volatile const uint8_t *address = (volatile const uint8_t *)(registers[command->through].address + command->offset);
  for (int i = 0; i < command->width; ++i)
    answer.value |= (uint64_t)address[i] << (8 * i);
  return answer;
}

static struct answer store(const struct command *command) {
  volatile uint8_t *address = (volatile uint8_t *)(registers[command->through].address + command->offset);
  for (int i = 0; i < command->width; ++i) address[i] = (uint8_t)(command->value >> (8 * i));
  return (struct answer){.result = DONE};
}

static struct answer fork_child(const struct command *command, const struct image *image) {
  pid_t pid = fork();
  if (pid == 0) obey(command->child, image);
  if (pid < 0) return (struct answer){.result = FAILED, .value = (uint64_t)errno};
  return (struct answer){.result = FORKED, .value = (uint64_t)image->base, .pid = pid};
}

static struct answer wait_child(void) {
  struct answer answer = {.result = REAPED};
  answer.pid = waitpid(-1, &answer.status, WNOHANG);
  if (answer.pid == 0) answer.result = WOULD_BLOCK;
  if (answer.pid < 0) answer = (struct answer){.result = FAILED, .value = (uint64_t)errno};
  return answer;
}

static struct answer perform(const struct command *command, const struct image *image) {
  struct pointer *into = &registers[command->into], *from = &registers[command->from];
  struct pointer *through = &registers[command->through];
  struct answer answer = {.result = DONE};
  switch (command->operation) {
    case LOAD: return load(command);
    case STORE: return store(command);
    case LOAD_POINTER: memcpy(into, through->address + command->offset, sizeof *into); break;
    case STORE_POINTER: memcpy(through->address + command->offset, from, sizeof *from); break;
    case MOVE: *into = *from; break;
    case DERIVE: *into = *from; into->address += command->offset; break;
    case CLEAR_TAG:
      *into = *from;
      if (into->mark == TAGGED) into->mark = CLEARED;
      break;
    case INSPECT:
      answer = (struct answer){.result = POINTER, .value = (uint64_t)from->address, .tag = from->mark == TAGGED};
      break;
    case FORK: return fork_child(command, image);
    case EXIT: reply(&answer); _exit(command->status);
    case WAIT: return wait_child();
  }
  return answer;
}

_Noreturn void obey(uint8_t name, const struct image *image) {
  own_name = name;
  if (name == 0) registers[0] = (struct pointer){.address = image->base + image->pointer_offset, .mark = TAGGED};
  if (name == 0) registers[1] = (struct pointer){.address = image->base, .mark = TAGGED};
  signal(SIGSEGV, refused);
  signal(SIGBUS, refused);
  for (;;) {
    struct command command;
    if (read(channels[own_name][1], &command, sizeof command) != sizeof command) _exit(127);
    struct answer answer = perform(&command, image);
    reply(&answer);
  }
}
