import PropertyTesting

/// A worker that checks nothing but says that it did, and that cases of the property `slow` take a second each.
final class PretendedWorker: WorkerChannel {
  private let run: Run
  private var remaining: Int

  /// - Parameters:
  ///   - run: Is interrupted at the end.
  ///   - requests: How many requests are answered until then.
  init(_ run: Run, requests: Int) {
    self.run = run
    remaining = requests
  }

  func send(_ request: WorkerRequest) async -> WorkerReply {
    guard case .check(let property, _, let indices) = request else { return .refused("only checks are pretended") }
    remaining -= 1
    if remaining == 0 { await run.interrupt() }
    var statistics = Statistics()
    statistics.cases = indices.count
    return .checked(statistics, seconds: Double(indices.count) * (property == "slow" ? 1 : 1e-6), stop: nil)
  }

  func close() async {}
}
