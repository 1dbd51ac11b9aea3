/* Times fork(2) of a process that has little memory besides what it is asked to have: `host-fork MIB COUNT` prints the
   median in nanoseconds, from the call to its return in the parent. The memory is resident in pages of 4 KiB. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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

static int ascending(const void *left, const void *right) {
  long long a = *(const long long *)left, b = *(const long long *)right;
  return (a > b) - (a < b);
}

/* Keeps parent and children on one CPU, the one we are on. */
static void stay_on_one_cpu(void) {
#ifdef __linux__
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  CPU_SET(sched_getcpu(), &cpus);
  sched_setaffinity(0, sizeof cpus, &cpus);
#endif
}

int main(int count, char **arguments) {
  long mebibytes = count > 1 ? atol(arguments[1]) : 0;
  long repetitions = count > 2 ? atol(arguments[2]) : 101;
  if (mebibytes < 1 || mebibytes > 65536 || repetitions < 1 || repetitions > 100000) {
    fprintf(stderr, "usage: host-fork MIB [COUNT]\n");
    return 2;
  }
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
  stay_on_one_cpu();
  for (long i = 0; i < repetitions; ++i) {
    /* As programs do, and as the other side of the comparison does. */
    memory[(size_t)i * 4096 % size] = 2;
    long long start = nanoseconds();
    pid_t child = fork();
    if (child == 0) _exit(0);
    times[i] = nanoseconds() - start;
    if (child < 0) {
      perror("host-fork: fork");
      return 1;
    }
    waitpid(child, NULL, 0);
  }
  qsort(times, (size_t)repetitions, sizeof *times, ascending);
  printf("%lld\n", times[repetitions / 2]);
  return 0;
}
