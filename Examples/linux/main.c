/* Linux as a subject of the fork protocol: reads requests from standard input, answers on standard output, one JSON
   object a line. Docs/ForkProtocol.md describes the protocol; process.c does what is tested. */
#define _GNU_SOURCE
#include "json.h"
#include "process.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int channels[MAXIMUM_PROCESSES][2];

/* What we remember of each name: enough to know whom a pid belongs to, and which names are free. */
static struct entry {
  enum { FREE, RUNNING, ZOMBIE } state;
  pid_t pid;
  int parent;  /* a name, or SYSTEM */
} table[MAXIMUM_PROCESSES];

enum { SYSTEM = -1 };

static struct image image;
static pid_t group;

static void answer_failure(const char *message) {
  printf("{\"failure\":{\"message\":\"%s\"}}\n", message);
}

static void answer_hello(void) {
  printf("{\"hello\":{\"subject\":{\"version\":1,\"name\":\"Linux fork(2)\",\"level\":\"L0\",\"actions\":[\"load\","
         "\"store\",\"loadPointer\",\"storePointer\",\"move\",\"derive\",\"clearTag\",\"inspect\",\"fork\",\"exit\","
         "\"wait\"],\"enforcesBounds\":false,\"strategies\":[],\"pageSize\":%ld,\"granuleSize\":16}}}\n",
         sysconf(_SC_PAGESIZE));
}

static void answer_observation(const char *observation) {
  printf("{\"observation\":{\"observation\":{%s}}}\n", observation);
}

/* Ends every process of the world before. As the subreaper we inherit all of them. */
static void end_world(void) {
  if (group) kill(-group, SIGKILL);
  while (group && waitpid(-1, NULL, 0) > 0) continue;
  group = 0;
  memset(table, 0, sizeof table);
  if (image.base) munmap(image.base, image.size);
  image.base = NULL;
  for (int i = 0; i < MAXIMUM_PROCESSES; ++i) {
    if (channels[i][0]) close(channels[i][0]), close(channels[i][1]);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channels[i])) perror("socketpair"), exit(1);
  }
}

static bool is(const struct json *kind, const char *name) {
  return kind && kind->kind == JSON_STRING && strcmp(kind->string, name) == 0;
}

/* Maps the segments one after the other; text and read-only data hold 0x13 and cannot be written. */
static bool make_image(const struct json *world) {
  uint64_t log2 = json_number(world, "regionSizeLog2", 0), page = (uint64_t)sysconf(_SC_PAGESIZE);
  if (log2 < 12 || log2 > 32) return false;
  image.size = 1ull << log2;
  /* A region lies at a multiple of four times its size; we map enough to find such a place, and give the rest back. */
  uint64_t slot = 4 * image.size;
  char *room = mmap(NULL, 2 * slot, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (room == MAP_FAILED) return false;
  image.base = (char *)(((uint64_t)room + slot - 1) & ~(slot - 1));
  if (image.base > room) munmap(room, (size_t)(image.base - room));
  munmap(image.base + image.size, (size_t)(room + 2 * slot - image.base - image.size));
  struct json *segments = json_member(world, "segments");
  uint64_t offset = 0;
  image.pointer_offset = 0;
  bool writable_seen = false;
  for (struct json *segment = segments ? segments->first : NULL; segment; segment = segment->next) {
    struct json *kind = json_member(segment, "kind");
    uint64_t size = json_number(segment, "pages", 0) * page;
    bool constant = is(kind, "text") || is(kind, "readOnlyData");
    if (size > image.size - offset) return false;
    int sharing = is(kind, "sharedMapping") ? MAP_SHARED : MAP_PRIVATE;
    int flags = sharing | MAP_ANONYMOUS | MAP_FIXED;
    if (size && mmap(image.base + offset, size, PROT_READ | PROT_WRITE, flags, -1, 0) == MAP_FAILED) return false;
    if (constant) {
      memset(image.base + offset, 0x13, size);
      if (size && mprotect(image.base + offset, size, PROT_READ)) return false;
    } else if (!writable_seen) {
      writable_seen = true;
      image.pointer_offset = offset;
    }
    offset += size;
  }
  return true;
}

static void start(const struct json *world) {
  end_world();
  if (!make_image(world)) return answer_failure("the world cannot be mapped");
  fflush(stdout);
  pid_t pid = fork();
  if (pid < 0) return answer_failure("process 0 cannot be made");
  if (pid == 0) {
    setpgid(0, 0);
    close(0);
    close(1);
    /* Without our ends of the channels, the processes end when we do. */
    for (int i = 0; i < MAXIMUM_PROCESSES; ++i) close(channels[i][0]);
    obey(0, &image);
  }
  setpgid(pid, pid);
  group = pid;
  table[0] = (struct entry){.state = RUNNING, .pid = pid, .parent = SYSTEM};
  char text[128];
  snprintf(text, sizeof text, "\"started\":{\"regionBase\":%llu,\"regionSize\":%llu}",
           (unsigned long long)image.base, (unsigned long long)image.size);
  answer_observation(text);
}

/* Waits until the kernel has made a zombie of the process, so that its parent's next wait finds it. */
static void await_zombie(pid_t pid) {
  char path[64], line[512];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  for (;;) {
    FILE *file = fopen(path, "r");
    if (!file) return;
    char *end = fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
    fclose(file);
    if (!end || end[2] == 'Z' || end[2] == 'X') return;
    usleep(50);
  }
}

/* The system reaps at once whatever has no parent in the program. */
static void reap_if_orphaned(int name) {
  if (table[name].state != ZOMBIE || table[name].parent != SYSTEM) return;
  waitpid(table[name].pid, NULL, 0);
  table[name].state = FREE;
}

static void process_ended(int name) {
  await_zombie(table[name].pid);
  table[name].state = ZOMBIE;
  for (int child = 0; child < MAXIMUM_PROCESSES; ++child) {
    if (table[child].state == FREE || table[child].parent != name) continue;
    table[child].parent = SYSTEM;
    reap_if_orphaned(child);
  }
  reap_if_orphaned(name);
}

/* The protocol numbers errors as FreeBSD does. */
static unsigned long long portable_errno(uint64_t number) {
  return number == EAGAIN ? 35 : number;
}

static const char *refusal(int signal_number) {
  return signal_number == SIGBUS ? "alignment" : "page";
}

/* Fills in a command from an action; false if we have no such action. */
static bool read_action(const struct json *action, struct command *command) {
  static const char *names[] = {"load", "store", "loadPointer", "storePointer", "move", "derive",
                                "clearTag", "inspect", "fork", "exit", "wait"};
  const struct json *kind = action ? action->first : NULL;
  for (size_t i = 0; kind && i < sizeof names / sizeof *names; ++i) {
    if (strcmp(kind->name, names[i]) != 0) continue;
    *command = (struct command){
      .operation = (enum operation)i,
      .into = json_number(kind, "into", 0) % REGISTERS,
      .from = json_number(kind, "from", json_number(kind, "register", 0)) % REGISTERS,
      .through = json_number(kind, "through", 0) % REGISTERS,
      .width = (uint8_t)json_number(kind, "width", 0),
      .child = (uint8_t)json_number(kind, "child", 0),
      .status = (uint8_t)json_number(kind, "status", 0),
      .offset = (int64_t)json_number(kind, "offset", json_number(kind, "increment", 0)),
      .value = json_number(kind, "value", 0),
    };
    return true;
  }
  return false;
}

static void answer_reaped(int parent, const struct answer *answer) {
  int child = 0;
  while (child < MAXIMUM_PROCESSES
         && !(table[child].state == ZOMBIE && table[child].parent == parent && table[child].pid == answer->pid)) ++child;
  if (child == MAXIMUM_PROCESSES) return answer_failure("wait reported a process that nobody knows");
  table[child].state = FREE;
  char text[128];
  if (WIFSIGNALED(answer->status))
    snprintf(text, sizeof text, "\"reaped\":{\"process\":%d,\"status\":{\"killed\":{\"refusal\":\"%s\"}}}", child,
             refusal(WTERMSIG(answer->status)));
  else
    snprintf(text, sizeof text, "\"reaped\":{\"process\":%d,\"status\":{\"exited\":{\"status\":%d}}}", child,
             WEXITSTATUS(answer->status));
  answer_observation(text);
}

static void answer_step(int name, const struct command *command, const struct answer *answer) {
  char text[160] = "\"done\":{}";
  switch (answer->result) {
    case DONE: break;
    case VALUE:
      snprintf(text, sizeof text, "\"value\":{\"value\":%llu}", (unsigned long long)answer->value);
      break;
    case POINTER:
      snprintf(text, sizeof text, "\"pointer\":{\"view\":{\"bits\":{\"metadata\":0,\"address\":%llu,\"tag\":%s}}}",
               (unsigned long long)answer->value, answer->tag ? "true" : "false");
      break;
    case FORKED:
      table[command->child] = (struct entry){.state = RUNNING, .pid = answer->pid, .parent = name};
      snprintf(text, sizeof text, "\"forked\":{\"regionBase\":%llu}", (unsigned long long)answer->value);
      break;
    case REAPED: return answer_reaped(name, answer);
    case WOULD_BLOCK: strcpy(text, "\"wouldBlock\":{}"); break;
    case FAILED:
      snprintf(text, sizeof text, "\"failed\":{\"errno\":%llu}", portable_errno(answer->value));
      break;
    case KILLED:
      process_ended(name);
      snprintf(text, sizeof text, "\"killed\":{\"refusal\":\"%s\"}", refusal((int)answer->value));
      break;
  }
  if (command->operation == EXIT) process_ended(name);
  answer_observation(text);
}

static void perform(const struct json *step) {
  uint64_t name = json_number(step, "process", MAXIMUM_PROCESSES);
  struct command command;
  struct answer answer;
  if (!read_action(json_member(step, "action"), &command)) return answer_observation("\"unsupported\":{}");
  bool skipped = name >= MAXIMUM_PROCESSES || table[name].state != RUNNING
                 || (command.operation == FORK && table[command.child].state != FREE);
  if (skipped) return answer_observation("\"noSuchProcess\":{}");
  if (write(channels[name][0], &command, sizeof command) != sizeof command
      || read(channels[name][0], &answer, sizeof answer) != sizeof answer)
    return answer_failure("a process does not answer");
  answer_step((int)name, &command, &answer);
}

int main(void) {
  char *line = NULL;
  size_t capacity = 0;
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  signal(SIGPIPE, SIG_IGN);
  while (getline(&line, &capacity, stdin) > 0) {
    struct json *request = json_read(line);
    struct json *world = json_member(json_member(request, "start"), "world");
    struct json *step = json_member(json_member(request, "perform"), "step");
    if (json_member(request, "hello")) answer_hello();
    else if (world) start(world);
    else if (step) perform(step);
    else answer_failure("not a request of this protocol");
    fflush(stdout);
    json_free(request);
  }
  end_world();
  return 0;
}
