import PropertyTesting

/// A worker of which some are lost, as if something had ended their process.
final class DisturbedWorker: WorkerChannel {
  private let worker: Worker
  private var losses: [Int: Loss]
  private var count = 0

  /// - Parameters:
  ///   - properties: What can be asked for.
  ///   - losses: What becomes of requests, by their number; all others are served.
  init(properties: [any Property], losses: [Int: Loss]) {
    worker = Worker(properties: properties)
    self.losses = losses
  }

  func send(_ request: WorkerRequest) async -> WorkerReply {
    defer { count += 1 }
    if let loss = losses[count] { return .lost(loss) }
    return await worker.send(request)
  }

  func close() async {}
}
