import Dispatch
import Foundation

/// Turns Ctrl-C and the request to end into a call, instead of the end of the process.
final class Interrupts {
  private let sources: [any DispatchSourceSignal]

  /// - Parameter action: What to do the first time. A second interrupt ends the process at once.
  init(_ action: @escaping @Sendable () async -> Void) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        Task { await action() }
        signal(number, SIG_DFL)
      }
      source.resume()
      return source
    }
  }

  /// Gives the signals their usual meaning back.
  func end() {
    for source in sources { source.cancel() }
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
  }
}
