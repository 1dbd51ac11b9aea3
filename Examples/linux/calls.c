/* Descriptors, files and signals: each is the real call. */
#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* How often the handler of each signal has run; fork copies it, execve forgets it. */
static volatile uint64_t handled[SIGNALS];

struct answer failure(void) {
  if (errno == EAGAIN) return (struct answer){.result = WOULD_BLOCK};
  return (struct answer){.result = FAILED, .value = (uint64_t)errno};
}

struct answer number(enum result result, int64_t number) {
  return number < 0 ? failure() : (struct answer){.result = result, .value = (uint64_t)number};
}

struct answer fail(int error) {
  errno = error;
  return failure();
}

static struct answer make_pipe(void) {
  int ends[2];
  if (pipe2(ends, O_NONBLOCK)) return failure();
  return (struct answer){.result = DESCRIPTORS, .value = (uint64_t)ends[0], .other = (uint64_t)ends[1]};
}

static struct answer open_file(const struct command *command) {
  char name[16];
  snprintf(name, sizeof name, "%u", command->name);
  return number(DESCRIPTOR, open(name, command->flags, 0600));
}

static struct answer remove_file(uint8_t file) {
  char name[16];
  snprintf(name, sizeof name, "%u", file);
  return number(DONE, unlink(name));
}

static struct answer file_size(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status)) return failure();
  return number(VALUE, S_ISREG(status.st_mode) && !is_queue(descriptor) ? status.st_size : 0);
}

/* A message queue is a descriptor of its own kind in the protocol. On Linux it is a file that can be read. */
static bool is_no_stream(int descriptor, struct answer *answer) {
  if (!is_queue(descriptor)) return false;
  *answer = fail(EBADF);
  return true;
}

static struct answer transfer(const struct command *command) {
  struct iovec vector[LONGEST_LIST];
  struct answer answer;
  bool reads = command->operation == READ_VECTOR;
  for (int i = 0; i < command->count; ++i) {
    const struct element *buffer = &command->list[i];
    vector[i] = (struct iovec){.iov_base = address_in(buffer->through), .iov_len = buffer->length};
  }
  if (is_no_stream(command->descriptor, &answer)) return answer;
  return number(COUNT, reads ? readv(command->descriptor, vector, command->count)
                             : writev(command->descriptor, vector, command->count));
}

static struct answer poll_descriptors(const struct command *command) {
  struct pollfd asked[LONGEST_LIST];
  for (int i = 0; i < command->count; ++i)
    asked[i] = (struct pollfd){.fd = command->list[i].descriptor, .events = command->list[i].events};
  if (poll(asked, (nfds_t)command->count, 0) < 0) return failure();
  struct answer answer = {.result = EVENTS, .value = (uint64_t)command->count};
  for (int i = 0; i < command->count; ++i) {
    int access = is_queue(asked[i].fd) ? fcntl(asked[i].fd, F_GETFL) & O_ACCMODE : O_RDWR;
    /* Linux does not look at what a queue is open for. */
    answer.events[i] = (short)(asked[i].revents & ~((access == O_WRONLY ? POLLIN : 0) | (access == O_RDONLY ? POLLOUT : 0)));
  }
  return answer;
}

static struct answer sleep_for(const struct command *command) {
  struct timespec time = {.tv_sec = command->seconds, .tv_nsec = command->nanoseconds};
  bool valid = time.tv_sec >= 0 && time.tv_nsec >= 0 && time.tv_nsec < 1000000000;
  if (valid && (time.tv_sec || time.tv_nsec > 2000000)) time = (struct timespec){.tv_nsec = 2000000};
  return number(DONE, nanosleep(&time, NULL));
}

static struct answer read_clock(void) {
  struct timespec time;
  if (clock_gettime(CLOCK_MONOTONIC, &time)) return failure();
  return number(VALUE, time.tv_sec * 1000000000ll + time.tv_nsec);
}

static struct answer get_limit(int resource) {
  struct rlimit limit;
  if (getrlimit((__rlimit_resource_t)resource, &limit)) return failure();
  return (struct answer){.result = LIMITS, .value = limit.rlim_cur, .other = limit.rlim_max};
}

static struct answer set_limit(const struct command *command) {
  struct rlimit limit = {.rlim_cur = command->value, .rlim_max = command->hard}, old;
  __rlimit_resource_t resource = (__rlimit_resource_t)command->flags;
  if (getrlimit(resource, &old)) return failure();
  /* Whoever has the privilege may; programs are written for those who have not. */
  if (limit.rlim_cur <= limit.rlim_max && limit.rlim_max > old.rlim_max) return fail(EPERM);
  return number(DONE, setrlimit(resource, &limit));
}

static void count(int signal_number) { ++handled[signal_number]; }

static struct answer set_action(const struct command *command) {
  struct sigaction action = {.sa_flags = SA_RESTART};
  action.sa_handler = command->change == 0 ? SIG_DFL : command->change == 1 ? SIG_IGN : count;
  return number(DONE, sigaction(command->signal, &action, NULL));
}

static struct answer change_mask(const struct command *command) {
  sigset_t set;
  sigemptyset(&set);
  for (int i = 1; i < SIGNALS; ++i)
    if (command->signals >> i & 1) sigaddset(&set, i);
  return number(DONE, sigprocmask(command->change, &set, NULL));
}

static struct answer pending_signals(void) {
  sigset_t set;
  struct answer answer = {.result = SIGNAL_SET};
  sigpending(&set);
  for (int i = 1; i < SIGNALS; ++i)
    if (sigismember(&set, i)) answer.value |= 1u << i;
  return answer;
}

void start_calls(void) {
  /* Whoever started us may ignore or hold back signals; process 0 does neither. */
  sigset_t none;
  for (int i = 1; i < SIGNALS; ++i) signal(i, SIG_DFL);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int i = 0; i < 3; ++i) close(i);
  for (int i = 0; i < 3; ++i)
    if (open("/dev/null", O_RDWR) != i) _exit(127);
}

bool perform_call(const struct command *command, struct answer *answer) {
  int descriptor = command->descriptor;
  char *buffer = address_in(command->through);
  switch (command->operation) {
    case PIPE: *answer = make_pipe(); break;
    case READ:
      if (!is_no_stream(descriptor, answer))
        *answer = number(COUNT, read(descriptor, buffer, command->length));
      break;
    case WRITE:
      if (!is_no_stream(descriptor, answer))
        *answer = number(COUNT, write(descriptor, buffer, command->length));
      break;
    case READ_VECTOR: case WRITE_VECTOR: *answer = transfer(command); break;
    case POLL: *answer = poll_descriptors(command); break;
    case CLOCK: *answer = read_clock(); break;
    case SLEEP: *answer = sleep_for(command); break;
    case LIMIT: *answer = get_limit(command->flags); break;
    case SET_LIMIT: *answer = set_limit(command); break;
    case CLOSE: *answer = number(DONE, close(descriptor)); break;
    case DUPLICATE:
      *answer = number(DESCRIPTOR, command->onto == INT32_MIN ? dup(descriptor) : dup2(descriptor, command->onto));
      break;
    case OPEN: *answer = open_file(command); break;
    case UNLINK: *answer = remove_file(command->name); break;
    case SEEK:
      *answer = is_queue(descriptor) ? fail(ESPIPE) : number(VALUE, lseek(descriptor, command->offset, command->flags));
      break;
    case TRUNCATE:
      *answer = is_queue(descriptor) ? fail(EINVAL) : number(DONE, ftruncate(descriptor, (off_t)command->length));
      break;
    case SIZE: *answer = file_size(descriptor); break;
    case SEND: *answer = number(DONE, kill(command->pid, command->signal)); break;
    case SET_ACTION: *answer = set_action(command); break;
    case MASK: *answer = change_mask(command); break;
    case PENDING: *answer = pending_signals(); break;
    case HANDLED: *answer = (struct answer){.result = VALUE, .value = handled[command->signal]}; break;
    default: return false;
  }
  return true;
}
