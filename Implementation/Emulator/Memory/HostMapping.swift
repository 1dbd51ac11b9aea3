#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Zeroed memory of the host, aligned to its pages, that costs nothing until it is touched.
struct HostMapping: ~Copyable {
  let start: UnsafeMutableRawPointer
  let byteCount: Int

  init(byteCount: Int) throws(PhysicalMemoryError) {
    let flags = MAP_PRIVATE | MAP_ANON | MAP_NORESERVE
    guard let start = mmap(nil, byteCount, PROT_READ | PROT_WRITE, flags, -1, 0), start != MAP_FAILED else {
      throw .hostMemoryExhausted(byteCount: UInt64(byteCount))
    }
    self.start = start
    self.byteCount = byteCount
  }

  deinit {
    munmap(start, byteCount)
  }
}
