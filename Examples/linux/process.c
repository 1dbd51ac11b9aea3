/* The life of one process: fork is fork(2), wait is waitpid(2). What is tested is the operating system underneath, not a
   simulation of it. */
#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

const char *own_program;

static uint8_t own_name;

static void reply(const struct answer *answer) {
  if (write(own_end(own_name), answer, sizeof *answer) != sizeof *answer) _exit(127);
}

/* A refused access answers, and then ends the process as the signal would have. */
static void refused(int signal_number) {
  struct answer answer = {.result = KILLED, .value = (uint64_t)signal_number};
  reply(&answer);
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

static struct answer fork_child(const struct command *command, const struct image *image) {
  pid_t pid = fork();
  if (pid == 0) obey(command->child, image, false);
  if (pid < 0) return failure();
  return (struct answer){.result = FORKED, .value = (uint64_t)image->base, .pid = pid};
}

/* The arguments with which this program, started anew, is the process of a name. */
static void arguments_for(uint8_t name, const struct image *image, char *number, char *arguments[5]) {
  snprintf(number, 8, "%u", name);
  arguments[0] = (char *)own_program, arguments[1] = "--process", arguments[2] = number;
  arguments[3] = (char *)image->world, arguments[4] = NULL;
}

static struct answer execute(uint8_t name, const struct image *image) {
  char number[8], *arguments[5];
  arguments_for(name, image, number, arguments);
  execve(own_program, arguments, environ);
  return failure();
}

static struct answer spawn_child(uint8_t name, const struct image *image) {
  char number[8], *arguments[5];
  pid_t pid;
  arguments_for(name, image, number, arguments);
  errno = posix_spawn(&pid, own_program, NULL, NULL, arguments, environ);
  if (errno) return failure();
  return (struct answer){.result = FORKED, .value = (uint64_t)image->base, .pid = pid};
}

static struct answer wait_child(pid_t which) {
  struct answer answer = {.result = REAPED};
  answer.pid = waitpid(which, &answer.status, WNOHANG);
  if (answer.pid == 0) answer.result = WOULD_BLOCK;
  if (answer.pid < 0) answer = failure();
  return answer;
}

static struct answer perform(const struct command *command, const struct image *image) {
  struct answer answer = {.result = DONE};
  if (perform_on_memory(command, image, &answer) || perform_call(command, &answer)
      || perform_on_object(command, image, &answer)) return answer;
  switch (command->operation) {
    case FORK: return fork_child(command, image);
    case SPAWN: return spawn_child(command->child, image);
    case EXECUTE: return execute(own_name, image);
    case EXIT: reply(&answer); _exit(command->status);
    case WAIT: return wait_child(-1);
    case WAIT_FOR: return wait_child(command->pid);
    default: return answer;
  }
}

_Noreturn void obey(uint8_t name, const struct image *image, bool says_so) {
  own_name = name;
  struct sigaction action = {.sa_handler = refused, .sa_flags = SA_NODEFER};
  sigaction(SIGSEGV, &action, NULL);
  sigaction(SIGBUS, &action, NULL);
  if (says_so) reply(&(struct answer){.result = EXECUTED, .value = (uint64_t)image->base});
  for (;;) {
    struct command command;
    ssize_t length = read(own_end(own_name), &command, sizeof command);
    if (length < 0 && errno == EINTR) continue;
    if (length != sizeof command) _exit(127);
    struct answer answer = perform(&command, image);
    reply(&answer);
  }
}
