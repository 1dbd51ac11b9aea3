/* A program for the bare machine: sorts, hashes, prints what it found, and ends through tohost. program.elf is made by
 *
 *   riscv64-unknown-elf-gcc -march=rv64imac -mabi=lp64 -mcmodel=medany -O2 -nostdlib -ffreestanding \
 *     -Wl,-Ttext=0x80000000,--build-id=none,-e,_start program.c -o program.elf
 */
typedef unsigned long word;
typedef unsigned char byte;

volatile word tohost __attribute__((aligned(64)));

static void put(char c) {
  tohost = 0x0101000000000000ul | (byte)c;
  while (tohost) {}
}

static void print(const char *text) {
  while (*text) put(*text++);
}

static void printNumber(word number) {
  char digits[20];
  int count = 0;
  do digits[count++] = '0' + number % 10; while (number /= 10);
  while (count) put(digits[--count]);
}

static word next(word *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

static void sort(word *first, word *last) {
  while (first < last) {
    word pivot = first[(last - first) / 2], *low = first, *high = last;
    while (low <= high) {
      while (*low < pivot) low++;
      while (*high > pivot) high--;
      if (low <= high) {
        word kept = *low;
        *low++ = *high;
        *high-- = kept;
      }
    }
    sort(first, high);
    first = low;
  }
}

static word hash(const byte *bytes, word count) {
  word value = 0xcbf29ce484222325ul;
  while (count--) value = (value ^ *bytes++) * 0x100000001b3ul;
  return value;
}

static word words[2000];

int main(void) {
  word state = 88172645463325252ul, errors = 0;
  for (int i = 0; i < 2000; i++) words[i] = next(&state);
  sort(words, words + 1999);
  for (int i = 1; i < 2000; i++) errors += words[i - 1] > words[i];
  print("sorted with ");
  printNumber(errors);
  print(" errors, hash ");
  printNumber(hash((const byte *)words, sizeof words));
  print("\n");
  return errors != 0;
}

__attribute__((naked, section(".text.start"))) void _start(void) {
  __asm__("la sp, stackTop\n\tcall main\n\tslli a0, a0, 1\n\tori a0, a0, 1\n\tla t0, tohost\n"
          "1:\tsd a0, 0(t0)\n\tj 1b\n");
}

__attribute__((aligned(16))) char stack[4096];
__asm__(".globl stackTop\n.set stackTop, stack + 4096\n");
