import Foundation

/// The host's own fork(2), of this process.
struct HostFork {
  /// How often it is timed.
  var repetitions = 21

  /// Seconds from the call to its return in the parent, the median, with so many MiB resident besides what the process
  /// has anyway, in pages of 4 KiB.
  func seconds(mebibytes: Int) throws -> Double {
    let byteCount = mebibytes << 20
    let protection = PROT_READ | PROT_WRITE
    guard let memory = unsafe mmap(nil, byteCount, protection, MAP_PRIVATE | MAP_ANON, -1, 0),
      unsafe memory != MAP_FAILED
    else { throw UsageError("The host has no \(mebibytes) MiB for the measurement.") }
    defer { unsafe munmap(memory, byteCount) }
    #if os(Linux)
      unsafe madvise(memory, byteCount, 15)  // MADV_NOHUGEPAGE
    #endif
    unsafe memset(memory, 1, byteCount)
    let fork = try Self.fork()
    let clock = ContinuousClock()
    let times = (0..<repetitions).map { _ in
      let start = clock.now
      let child = fork()
      if child == 0 { _exit(0) }
      let elapsed = start.duration(to: clock.now)
      var status: Int32 = 0
      if child > 0 { unsafe waitpid(child, &status, 0) }
      return elapsed / .seconds(1)
    }
    return times.sorted()[repetitions / 2]
  }

  /// Swift does not offer fork, because it seldom goes well with threads; a child that does nothing but end is safe.
  private static func fork() throws -> @convention(c) () -> Int32 {
    guard let symbol = unsafe dlsym(nil, "fork") else { throw UsageError("The host has no fork(2).") }
    return unsafe unsafeBitCast(symbol, to: (@convention(c) () -> Int32).self)
  }
}
