/* Times what the host does for processes that have little memory besides what they are asked to have.

   host-fork MIB [COUNT]    fork(2): the median in nanoseconds, from the call to its return in the parent. The memory is
                            resident in pages of 4 KiB.
   host-fork spawn COUNT    fork, exit and wait, one after the other: nanoseconds of the processor for each child.
   host-fork context COUNT  a number to a child and back through two pipes: nanoseconds of the processor for each.

   Everything stays on one CPU. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sched.h>
#endif

static long long nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000ll + now.tv_nsec;
}

static long long used_by(int who) {
  struct rusage usage;
  getrusage(who, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000ll +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000ll;
}

/* What this process and the children it has waited for have had of the processor. */
static long long processor_time(void) { return used_by(RUSAGE_SELF) + used_by(RUSAGE_CHILDREN); }

static int ascending(const void *left, const void *right) {
  long long a = *(const long long *)left, b = *(const long long *)right;
  return (a > b) - (a < b);
}

static void stay_on_one_cpu(void) {
#ifdef __linux__
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  CPU_SET(sched_getcpu(), &cpus);
  sched_setaffinity(0, sizeof cpus, &cpus);
#endif
}

static int failed(const char *what) {
  perror(what);
  return 1;
}

static int time_fork(long mebibytes, long repetitions) {
  size_t size = (size_t)mebibytes << 20;
  char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  long long *times = calloc((size_t)repetitions, sizeof *times);
  if (memory == MAP_FAILED || !times) {
    fprintf(stderr, "host-fork: the host has no %ld MiB\n", mebibytes);
    return 1;
  }
#ifdef MADV_NOHUGEPAGE
  madvise(memory, size, MADV_NOHUGEPAGE);
#endif
  memset(memory, 1, size);
  for (long i = 0; i < repetitions; ++i) {
    /* As programs do, and as the other side of the comparison does. */
    memory[(size_t)i * 4096 % size] = 2;
    long long start = nanoseconds();
    pid_t child = fork();
    if (child == 0) _exit(0);
    times[i] = nanoseconds() - start;
    if (child < 0) return failed("host-fork: fork");
    waitpid(child, NULL, 0);
  }
  qsort(times, (size_t)repetitions, sizeof *times, ascending);
  printf("%lld\n", times[repetitions / 2]);
  return 0;
}

static int time_spawn(long children) {
  long long start = processor_time();
  for (long i = 0; i < children; ++i) {
    pid_t child = fork();
    if (child == 0) _exit(0);
    if (child < 0 || waitpid(child, NULL, 0) != child) return failed("host-fork: fork");
  }
  printf("%lld\n", (processor_time() - start) / children);
  return 0;
}

static int time_context(long rounds) {
  int there[2], back[2];
  if (pipe(there) || pipe(back)) return failed("host-fork: pipe");
  long long start = processor_time();
  pid_t child = fork();
  if (child < 0) return failed("host-fork: fork");
  for (long i = 0; i < rounds; ++i) {
    long number = i;
    if (child == 0) {
      if (read(there[0], &number, sizeof number) != sizeof number || number != i) _exit(1);
      if (write(back[1], &number, sizeof number) != sizeof number) _exit(1);
    } else {
      if (write(there[1], &number, sizeof number) != sizeof number) return failed("host-fork: write");
      if (read(back[0], &number, sizeof number) != sizeof number || number != i) return failed("host-fork: read");
    }
  }
  if (child == 0) _exit(0);
  waitpid(child, NULL, 0);
  printf("%lld\n", (processor_time() - start) / rounds);
  return 0;
}

int main(int count, char **arguments) {
  const char *what = count > 1 ? arguments[1] : "";
  long mebibytes = atol(what);
  long repetitions = count > 2 ? atol(arguments[2]) : 101;
  stay_on_one_cpu();
  if (repetitions >= 1 && repetitions <= 10000000) {
    if (!strcmp(what, "spawn")) return time_spawn(repetitions);
    if (!strcmp(what, "context")) return time_context(repetitions);
    if (mebibytes >= 1 && mebibytes <= 65536) return time_fork(mebibytes, repetitions);
  }
  fprintf(stderr, "usage: host-fork MIB|spawn|context [COUNT]\n");
  return 2;
}
