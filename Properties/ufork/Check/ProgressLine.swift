import Synchronization

/// A line that says how far a job is, on a terminal that obeys escape sequences; elsewhere nothing.
final class ProgressLine: Sendable {
  private let isTerminal = StandardStream.output.isTerminal
  private let isShown = Mutex(false)

  /// Shows what is current every tenth of a second, until the task is cancelled.
  func follow(_ text: @escaping @Sendable () async -> String) -> Task<Void, Never> {
    Task {
      guard isTerminal else { return }
      while (try? await Task.sleep(for: .milliseconds(100))) != nil { show(await text()) }
      clear()
    }
  }

  /// Makes room for another line.
  func clear() {
    isShown.withLock { isShown in
      if isShown { StandardStream.output.write("\r\u{1B}[K".utf8) }
      isShown = false
    }
  }

  private func show(_ text: String) {
    isShown.withLock { isShown in
      isShown = true
      let line = text.withVisibleControls.prefix(StandardStream.output.columns - 1)
      StandardStream.output.write(("\r\u{1B}[K" + line).utf8)
    }
  }
}
