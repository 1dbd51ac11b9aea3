/* Linux as a subject of the fork protocol: reads requests from standard input, answers on standard output, one JSON
   object a line. Docs/ForkProtocol.md describes the protocol; process.c, memory.c and calls.c do what is tested. */
#define _GNU_SOURCE
#include "actions.h"
#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <mqueue.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* What we remember of each name: enough to know whom a pid belongs to, and which names are free. */
static struct entry {
  enum { FREE, RUNNING, ZOMBIE } state;
  pid_t pid;
  int parent;  /* a name, or SYSTEM */
} table[MAXIMUM_PROCESSES];

enum { SYSTEM = -1, USUAL_DESCRIPTORS = 64 };

static pid_t group;
static bool files_used, objects_used;
static char directory[] = "/tmp/linux-fork-XXXXXX";

static void answer_failure(const char *message) { printf("{\"failure\":{\"message\":\"%s\"}}\n", message); }

static void answer_hello(void) {
  printf("{\"hello\":{\"subject\":{\"version\":2,\"name\":\"Linux fork(2)\",\"level\":\"L0\",\"enforcesBounds\":false,"
         "\"strategies\":[],\"pageSize\":%d,\"granuleSize\":16,\"actions\":[", PAGE);
  int known = has_queues() ? OPERATIONS : OPEN_QUEUE;
  for (int i = 0; i < known; ++i) printf("%s\"%s\"", i ? "," : "", action_names[i]);
  printf("]}}}\n");
}

static void answer_observation(const char *observation) {
  printf("{\"observation\":{\"observation\":{%s}}}\n", observation);
}

/* Gives every name a channel, at its numbers. */
static void make_channels(void) {
  for (int name = 0; name < MAXIMUM_PROCESSES; ++name) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) perror("socketpair"), exit(1);
    if (dup2(ends[0], checkers_end(name)) < 0 || dup2(ends[1], own_end(name)) < 0) perror("dup2"), exit(1);
    close(ends[0]), close(ends[1]);
  }
}

/* Ends every process of the world before. As the subreaper we inherit all of them. */
static void end_world(void) {
  if (group) kill(-group, SIGKILL);
  while (group && waitpid(-1, NULL, 0) > 0) continue;
  group = 0;
  memset(table, 0, sizeof table);
  for (int file = 0; files_used && file < 256; ++file) {
    char path[64];
    snprintf(path, sizeof path, "%s/%d", directory, file);
    unlink(path);
  }
  for (unsigned name = 0; objects_used && name < 256; ++name) {
    char text[LONGEST_NAME];
    object_name(text, strrchr(directory, '/'), 's', name), shm_unlink(text);
    object_name(text, strrchr(directory, '/'), 'q', name), mq_unlink(text);
  }
  files_used = objects_used = false;
}

/* Becomes the process of a name, in the world of a request: all there is from its start is the console and its channel. */
static _Noreturn void become(uint8_t name, const char *text) {
  static struct image image;
  char *copy = strdup(text);
  struct json *world = json_member(json_member(copy ? json_read(copy) : NULL, "start"), "world");
  image.world = text;
  if (!world || !make_image(world, &image)) _exit(126);
  start_registers(&image);
  obey(name, &image, true);
}

/* The state of a process as /proc tells, and how it ended; 0 if there is no such process any more. */
static char state_of(pid_t pid, int *status) {
  char path[64], line[1024], state;
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  char *end = fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
  fclose(file);
  if (!end) return 0;
  state = end[2];
  char *last = strrchr(end, ' ');
  if (status && last) *status = atoi(last);
  return state == 'X' ? 0 : state;
}

/* Waits for an answer of a process, or for its end; false if it ended without one. */
static bool await_answer(int name, struct answer *answer) {
  struct pollfd channel = {.fd = checkers_end(name), .events = POLLIN};
  for (;;) {
    char state = state_of(table[name].pid, NULL);
    bool ended = !state || state == 'Z';
    if (poll(&channel, 1, ended ? 0 : 2) > 0)
      return read(checkers_end(name), answer, sizeof *answer) == sizeof *answer;
    if (ended) return false;
  }
}

/* Takes away the command that an ended process has not read, so that the next of its name does not find it. */
static void drain(int name) {
  char rest[sizeof(struct command)];
  while (recv(own_end(name), rest, sizeof rest, MSG_DONTWAIT) > 0) continue;
}

/* The system reaps at once whatever has no parent in the program. */
static void reap_if_orphaned(int name) {
  if (table[name].state != ZOMBIE || table[name].parent != SYSTEM) return;
  waitpid(table[name].pid, NULL, 0);
  table[name].state = FREE;
}

static void synchronise(int name);

/* Takes note of an end: the process is a zombie by now, or gone if its parent ignores its children. */
static void process_ended(int name) {
  char state;
  while ((state = state_of(table[name].pid, NULL)) && state != 'Z') usleep(50);
  drain(name);
  int parent = table[name].parent;
  table[name].state = state || parent == SYSTEM ? ZOMBIE : FREE;
  for (int child = 0; child < MAXIMUM_PROCESSES; ++child) {
    if (table[child].state == FREE || table[child].parent != name) continue;
    table[child].parent = SYSTEM;
    reap_if_orphaned(child);
  }
  reap_if_orphaned(name);
  if (parent != SYSTEM && table[parent].state == RUNNING) synchronise(parent);
}

static bool send_command(int name, const struct command *command) {
  return write(checkers_end(name), command, sizeof *command) == sizeof *command;
}

/* Returns when the process has taken the signals that were sent to it. */
static void synchronise(int name) {
  struct command command = {.operation = SYNCHRONISE};
  struct answer answer;
  if (!send_command(name, &command) || !await_answer(name, &answer)) process_ended(name);
}

static void start(const struct json *world, const char *text) {
  end_world();
  fflush(stdout);
  pid_t pid = fork();
  if (pid < 0) return answer_failure("process 0 cannot be made");
  if (pid == 0) {
    struct rlimit limit;
    setpgid(0, 0);
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max = json_number(world, "descriptors", USUAL_DESCRIPTORS);
    close_range(3, own_end(0) - 1, 0);
    start_calls();
    if (chdir(directory) || setrlimit(RLIMIT_NOFILE, &limit)) _exit(126);
    become(0, text);
  }
  setpgid(pid, pid);
  group = pid;
  table[0] = (struct entry){.state = RUNNING, .pid = pid, .parent = SYSTEM};
  struct answer answer;
  if (!await_answer(0, &answer)) return answer_failure("the world cannot be mapped");
  char line[128];
  snprintf(line, sizeof line, "\"started\":{\"regionBase\":%llu,\"regionSize\":%llu}", (unsigned long long)answer.value,
           1ull << json_number(world, "regionSizeLog2", 0));
  answer_observation(line);
}

/* Plain pointers may be misaligned: what raises SIGBUS here is a page that an object has lost. */
static const char *refusal(int signal_number) { return signal_number == SIGBUS ? "beyondObject" : "page"; }

static void answer_reaped(int parent, const struct answer *answer) {
  int child = 0;
  while (child < MAXIMUM_PROCESSES
         && !(table[child].state == ZOMBIE && table[child].parent == parent && table[child].pid == answer->pid)) ++child;
  if (child == MAXIMUM_PROCESSES) return answer_failure("wait reported a process that nobody knows");
  table[child].state = FREE;
  char text[128], status[64];
  if (!WIFSIGNALED(answer->status))
    snprintf(status, sizeof status, "\"exited\":{\"status\":%d}", WEXITSTATUS(answer->status));
  else
    snprintf(status, sizeof status, "\"signaled\":{\"signal\":%d}", portable_signal(WTERMSIG(answer->status)));
  snprintf(text, sizeof text, "\"reaped\":{\"process\":%d,\"status\":{%s}}", child, status);
  answer_observation(text);
}

static void answer_signals(uint64_t set) {
  char text[160] = "\"signals\":{\"pending\":[";
  bool first = true;
  for (int i = 1; i < SIGNALS; ++i)
    if (set >> i & 1) {
      sprintf(text + strlen(text), "%s%d", first ? "" : ",", portable_signal(i));
      first = false;
    }
  answer_observation(strcat(text, "]}"));
}

/* One number under a name. */
static void answer_number(const char *name, const char *member, uint64_t number) {
  char text[128];
  snprintf(text, sizeof text, "\"%s\":{\"%s\":%llu}", name, member, (unsigned long long)number);
  answer_observation(text);
}

/* The signals that a process holds back. */
static uint32_t pending_signals(int name) {
  struct command command = {.operation = PENDING};
  struct answer answer;
  return send_command(name, &command) && await_answer(name, &answer) ? (uint32_t)answer.value : 0;
}

/* Whether a descriptor of a process is an end of a pipe. */
static bool is_pipe(int name, int descriptor) {
  char path[64], target[8];
  snprintf(path, sizeof path, "/proc/%d/fd/%d", table[name].pid, descriptor);
  ssize_t length = readlink(path, target, sizeof target);
  return length >= 5 && memcmp(target, "pipe:", 5) == 0;
}

/* The signal that a step can raise in the process that is about to make it. */
static int raised_signal(int name, const struct command *command) {
  switch (command->operation) {
    case WRITE: case WRITE_VECTOR: return is_pipe(name, command->descriptor) ? SIGPIPE : SIGXFSZ;
    case TRUNCATE: return SIGXFSZ;
    case MASK: {
      uint32_t released = pending_signals(name) & (command->change == SIG_UNBLOCK ? command->signals : ~command->signals);
      return released ? __builtin_ctz(released) : 0;
    }
    default: return command->signal;
  }
}

/* A process that made the step and ended by it, without a word: a signal. */
static void answer_end(int name, int raised) {
  int status = 0;
  state_of(table[name].pid, &status);
  process_ended(name);
  /* Where its parent ignores its children, nothing is left to ask. */
  answer_number("signaled", "signal", (uint64_t)portable_signal(status & 0x7F ? status & 0x7F : raised));
}

/* What has happened at each descriptor, as lists of names. */
static void answer_events(const struct answer *answer) {
  static const struct { short bit; const char *name; } known[] = {
    {POLLIN, "input"}, {POLLOUT, "output"}, {POLLHUP, "hangUp"}, {POLLERR, "error"}, {POLLNVAL, "invalid"}};
  char text[64 * LONGEST_LIST + 64] = "\"events\":{\"happened\":[";
  for (uint64_t i = 0; i < answer->value; ++i) {
    const char *separator = "";
    strcat(text, i ? ",[" : "[");
    for (size_t event = 0; event < sizeof known / sizeof *known; ++event) {
      if (!(answer->events[i] & known[event].bit)) continue;
      sprintf(text + strlen(text), "%s\"%s\"", separator, known[event].name);
      separator = ",";
    }
    strcat(text, "]");
  }
  answer_observation(strcat(text, "]}"));
}

/* Two numbers under a name. */
static void answer_numbers(const char *format, uint64_t first, uint64_t second) {
  char text[128];
  snprintf(text, sizeof text, format, (unsigned long long)first, (unsigned long long)second);
  answer_observation(text);
}

static void answer_step(int name, const struct command *command, const struct answer *answer) {
  char text[160];
  switch (answer->result) {
    case DONE:
      if (command->operation == EXIT) process_ended(name);
      return answer_observation("\"done\":{}");
    case VALUE: return answer_number("value", "value", answer->value);
    case POINTER:
      snprintf(text, sizeof text, "\"pointer\":{\"view\":{\"bits\":{\"metadata\":0,\"address\":%llu,\"tag\":%s}}}",
               (unsigned long long)answer->value, answer->tag ? "true" : "false");
      return answer_observation(text);
    case FORKED: return answer_number("forked", "regionBase", answer->value);
    case REAPED: return answer_reaped(name, answer);
    case EXECUTED: return answer_number("executed", "regionBase", answer->value);
    case MAPPED: return answer_number("mapped", "address", answer->value);
    case COUNT: return answer_number("count", "bytes", answer->value);
    case DESCRIPTOR: return answer_number("descriptor", "number", answer->value);
    case DESCRIPTORS: return answer_numbers("\"descriptors\":{\"read\":%llu,\"write\":%llu}", answer->value, answer->other);
    case SIGNAL_SET: return answer_signals(answer->value);
    case EVENTS: return answer_events(answer);
    case LIMITS: return answer_numbers("\"limits\":{\"soft\":%llu,\"hard\":%llu}", answer->value, answer->other);
    case MESSAGE: return answer_numbers("\"message\":{\"bytes\":%llu,\"priority\":%llu}", answer->value, answer->other);
    case WOULD_BLOCK: return answer_observation("\"wouldBlock\":{}");
    case FAILED: return answer_number("failed", "errno", portable_error(answer->value));
    case KILLED:
      process_ended(name);
      snprintf(text, sizeof text, "\"killed\":{\"refusal\":\"%s\"}", refusal((int)answer->value));
      return answer_observation(text);
  }
}

static bool makes_child(const struct command *command) {
  return command->operation == FORK || command->operation == SPAWN;
}

static void perform(const struct json *step) {
  uint64_t name = json_number(step, "process", MAXIMUM_PROCESSES);
  struct command command;
  struct answer answer;
  if (!read_action(json_member(step, "action"), &command)) return answer_observation("\"unsupported\":{}");
  bool skipped = name >= MAXIMUM_PROCESSES || table[name].state != RUNNING || json_number(step, "thread", 0) != 0
                 || (makes_child(&command) && table[command.child].state != FREE);
  if (skipped) return answer_observation("\"noSuchProcess\":{}");
  if (command.operation == SEND && table[command.child].state == FREE) return answer_number("failed", "errno", ESRCH);
  command.pid = table[command.child].state == FREE ? table[name].pid : table[command.child].pid;
  files_used |= command.operation == OPEN;
  objects_used |= command.operation == OPEN_SHARED || command.operation == OPEN_QUEUE;
  int raised = raised_signal((int)name, &command);
  if (!send_command((int)name, &command)) return answer_failure("a process cannot be reached");
  if (!await_answer((int)name, &answer)) return answer_end((int)name, raised);
  if (answer.result == FORKED) {
    table[command.child] = (struct entry){.state = RUNNING, .pid = answer.pid, .parent = (int)name};
    struct answer started;
    if (command.operation == SPAWN && !await_answer(command.child, &started))
      return answer_failure("a spawned process cannot be mapped");
  }
  if (command.operation == SEND && table[command.child].state == RUNNING) synchronise(command.child);
  answer_step((int)name, &command, &answer);
}

static void remove_directory(void) {
  end_world();
  rmdir(directory);
}

/* The path that this program was started by. What /proc says would be the loader if there is one between, as under
   qemu-user, so it is only asked where a search of PATH has found the program. */
static const char *path_of(const char *name) {
  static char path[PATH_MAX];
  if (strchr(name, '/') && realpath(name, path)) return path;
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (length < 0) perror("/proc/self/exe"), exit(1);
  path[length] = 0;
  return path;
}

int main(int count, char **arguments) {
  char *line = NULL;
  size_t capacity = 0;
  struct rlimit limit;
  own_program = path_of(arguments[0]);
  if (count == 4 && strcmp(arguments[1], "--process") == 0) become((uint8_t)atoi(arguments[2]), arguments[3]);
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  signal(SIGPIPE, SIG_IGN);
  if (!mkdtemp(directory)) perror(directory), exit(1);
  make_channels();
  while (getline(&line, &capacity, stdin) > 0) {
    char *text = strdup(line);
    struct json *request = json_read(line);
    struct json *world = json_member(json_member(request, "start"), "world");
    struct json *step = json_member(json_member(request, "perform"), "step");
    if (json_member(request, "hello")) answer_hello();
    else if (world) start(world, text);
    else if (step) perform(step);
    else answer_failure("not a request of this protocol");
    fflush(stdout);
    json_free(request);
    free(text);
  }
  remove_directory();
  return 0;
}
