#define _GNU_SOURCE
#include "actions.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

const char *const action_names[OPERATIONS] = {
  "load", "store", "loadPointer", "storePointer", "move", "derive", "clearTag", "inspect", "fork", "exit", "wait",
  "waitFor", "execute", "spawn", "map", "unmap", "protect", "pipe", "read", "write", "close", "duplicate", "open",
  "unlink", "seek", "truncate", "size", "send", "setAction", "mask", "pending", "handled",
  "readVector", "writeVector", "poll", "openShared", "unlinkShared", "mapShared", "clock", "sleep", "limit", "setLimit",
  "openQueue", "unlinkQueue", "sendMessage", "receiveMessage",
};

static const struct { int linux_number, portable; } signals[] = {
  {SIGHUP, 1}, {SIGINT, 2}, {SIGQUIT, 3}, {SIGKILL, 9}, {SIGBUS, 10}, {SIGSEGV, 11}, {SIGPIPE, 13}, {SIGALRM, 14},
  {SIGTERM, 15}, {SIGCHLD, 20}, {SIGXFSZ, 25}, {SIGUSR1, 30}, {SIGUSR2, 31},
};
enum { SIGNAL_COUNT = sizeof signals / sizeof *signals };

static int linux_signal(uint64_t portable) {
  for (int i = 0; i < SIGNAL_COUNT; ++i)
    if ((uint64_t)signals[i].portable == portable) return signals[i].linux_number;
  return 0;
}

int portable_signal(int number) {
  for (int i = 0; i < SIGNAL_COUNT; ++i)
    if (signals[i].linux_number == number) return signals[i].portable;
  return number;
}

uint64_t portable_error(uint64_t number) {
  switch (number) {
    case EAGAIN: return 35;
    case EDEADLK: return 11;
    case EMSGSIZE: return 40;
    default: return number;
  }
}

/* The bits that a list of names stands for, or one name alone. */
struct option { const char *name; int value; };

static int options(const struct json *value, const struct option *known) {
  int result = 0;
  if (!value) return 0;
  if (value->kind == JSON_STRING) {
    for (; known->name; ++known) if (strcmp(known->name, value->string) == 0) return known->value;
    return 0;
  }
  for (struct json *element = value->first; element; element = element->next) result |= options(element, known);
  return result;
}

static const struct option protections[] = {{"read", PROT_READ}, {"write", PROT_WRITE}, {"execute", PROT_EXEC}, {0}};
static const struct option accesses[] = {{"readOnly", O_RDONLY}, {"writeOnly", O_WRONLY}, {"readWrite", O_RDWR}, {0}};
static const struct option openings[] = {
  {"create", O_CREAT}, {"exclusive", O_EXCL}, {"truncate", O_TRUNC}, {"append", O_APPEND}, {"closeOnExec", O_CLOEXEC}, {0}};
static const struct option origins[] = {{"start", SEEK_SET}, {"current", SEEK_CUR}, {"end", SEEK_END}, {0}};
static const struct option dispositions[] = {{"default", 0}, {"ignore", 1}, {"handle", 2}, {0}};
static const struct option changes[] = {{"block", SIG_BLOCK}, {"unblock", SIG_UNBLOCK}, {"set", SIG_SETMASK}, {0}};

static const struct option resources[] = {{"fileSize", RLIMIT_FSIZE + 1}, {"descriptors", RLIMIT_NOFILE + 1}, {0}};

static bool is_set(const struct json *object, const char *name) {
  struct json *member = json_member(object, name);
  return member && member->boolean;
}

/* The buffers of a vector, or the entries of poll. */
static bool read_list(const struct json *list, struct command *command) {
  for (struct json *element = list ? list->first : NULL; element; element = element->next) {
    if (command->count == LONGEST_LIST) return false;
    command->list[command->count++] = (struct element){
      .through = json_number(element, "through", 0) % REGISTERS,
      .length = (uint32_t)json_number(element, "length", 0),
      .descriptor = (int)json_number(element, "descriptor", 0),
      .events = (short)((is_set(element, "input") ? POLLIN : 0) | (is_set(element, "output") ? POLLOUT : 0)),
    };
  }
  return true;
}

static bool read_flags(const struct json *kind, struct command *command) {
  struct json *list = json_member(kind, "signals");
  switch (command->operation) {
    case READ_VECTOR: case WRITE_VECTOR: return read_list(json_member(kind, "buffers"), command);
    case POLL: return read_list(json_member(kind, "entries"), command);
    case LIMIT: case SET_LIMIT:
      /* How many processes the system has is not ours to count. */
      command->flags = options(json_member(kind, "resource"), resources) - 1;
      return command->flags >= 0;
    case MAP: case PROTECT: case MAP_OBJECT:
      command->flags = options(json_member(kind, "protection"), protections);
      /* x86 has no pages that can be written or executed, but not read. */
      return !command->flags || (command->flags & PROT_READ);
    case OPEN: case OPEN_SHARED: case OPEN_QUEUE:
      command->flags = options(json_member(kind, "access"), accesses) | options(json_member(kind, "options"), openings);
      break;
    case SEEK: command->flags = options(json_member(kind, "from"), origins); break;
    case SET_ACTION: command->change = options(json_member(kind, "disposition"), dispositions); break;
    case MASK:
      command->change = options(json_member(kind, "change"), changes);
      for (struct json *element = list ? list->first : NULL; element; element = element->next)
        command->signals |= 1u << linux_signal(element->number);
      break;
    default: break;
  }
  return true;
}

bool read_action(const struct json *action, struct command *command) {
  const struct json *kind = action ? action->first : NULL;
  for (int i = 0; kind && i < OPERATIONS; ++i) {
    if (strcmp(kind->name, action_names[i]) != 0) continue;
    *command = (struct command){
      .operation = (enum operation)i,
      .into = json_number(kind, "into", 0) % REGISTERS,
      .from = json_number(kind, "from", json_number(kind, "register", 0)) % REGISTERS,
      .through = json_number(kind, "through", 0) % REGISTERS,
      .width = (uint8_t)json_number(kind, "width", 0),
      .child = (uint8_t)json_number(kind, "child", json_number(kind, "to", 0)),
      .status = (uint8_t)json_number(kind, "status", 0),
      .name = (uint8_t)json_number(kind, "file", json_number(kind, "object", json_number(kind, "queue", 0))),
      .offset = (int64_t)json_number(kind, "offset", json_number(kind, "increment", json_number(kind, "page", 0))),
      .value = json_number(kind, "value", json_number(kind, "soft", 0)),
      .hard = json_number(kind, "hard", 0),
      .seconds = (int64_t)json_number(kind, "seconds", 0),
      .nanoseconds = (int64_t)json_number(kind, "nanoseconds", 0),
      .messages = (uint32_t)json_number(kind, "messages", 0),
      .size = (uint32_t)json_number(kind, "size", 0),
      .priority = (uint32_t)json_number(kind, "priority", 0),
      .length = json_number(kind, "length", json_number(kind, "pages", 0)),
      .descriptor = (int)json_number(kind, "descriptor", 0),
      .onto = (int)json_number(kind, "onto", (uint64_t)INT32_MIN),
      .shared = i == MAP_OBJECT || is_set(kind, "isShared"),
      .signal = linux_signal(json_number(kind, "signal", 0)),
    };
    return read_flags(kind, command);
  }
  return false;
}
