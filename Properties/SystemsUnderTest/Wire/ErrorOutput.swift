import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The end of what a process writes beside its answers: to its standard error.
///
/// It is read all the time, so that the process never waits for a reader, however much it writes; only the end is kept.
final class ErrorOutput: Sendable {
  /// How many bytes are kept.
  static let limit = 65_536

  private struct State {
    var bytes: [UInt8] = []
    var isCut = false
    var hasEnded = false
  }

  private let descriptor: CInt
  private let state = Mutex(State())

  /// Takes over the end of a pipe to read from.
  init(reading descriptor: CInt) {
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    Thread.detachNewThread {
      repeat {
        var request = pollfd(fd: descriptor, events: CShort(POLLIN), revents: 0)
        _ = unsafe poll(&request, 1, -1)
      } while !self.state.withLock { self.readMore(into: &$0) }
      close(descriptor)
    }
  }

  /// What has been written since ``forget()``, or the end of it, with whatever has been written before now.
  var text: String {
    state.withLock { state in
      if !state.hasEnded { _ = readMore(into: &state) }
      let text = String(decoding: state.bytes, as: UTF8.self)
      return state.isCut ? "…" + text : text
    }
  }

  /// Forgets what has been written.
  func forget() {
    state.withLock { state in
      if !state.hasEnded { _ = readMore(into: &state) }
      state.bytes = []
      state.isCut = false
    }
  }

  /// Reads what is there, but not for ever from a process that writes without end.
  ///
  /// - Returns: whether there will never be more.
  private func readMore(into state: inout State) -> Bool {
    var buffer = [UInt8](repeating: 0, count: Self.limit)
    for _ in 0..<64 {
      let count = unsafe read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN { return false }
      if count <= 0 {
        state.hasEnded = true
        return true
      }
      state.bytes += buffer.prefix(count)
      if state.bytes.count > Self.limit {
        state.bytes.removeFirst(state.bytes.count - Self.limit)
        state.isCut = true
      }
    }
    return false
  }
}
