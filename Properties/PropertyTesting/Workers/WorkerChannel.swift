/// The way to a worker: in this process, or in another that may crash or hang.
package protocol WorkerChannel: AnyObject {
  /// Has the worker serve a request. A worker that was lost is replaced before the next one.
  func send(_ request: WorkerRequest) async -> WorkerReply

  /// Lets the worker end, and waits for it.
  func close() async
}

/// What became of a request.
package enum Service: Sendable {
  /// It was served, or a worker was lost by it for certain. The loss of a worker before, if there was one, did not
  /// happen again.
  case reply(WorkerReply, disturbance: Loss?)
  /// One worker after the other was lost, each time differently: something outside ends them.
  case disturbed(Loss)
}

extension WorkerChannel {
  /// Has the worker serve a request; again, in a fresh worker, if something outside may have ended the first.
  ///
  /// A loss that happens again in the same way on the same case is a reply like any other.
  package func serve(_ request: WorkerRequest) async -> Service {
    var first: Loss?
    var last: Loss?
    for _ in 0..<4 {
      let reply = await send(request)
      guard case .lost(let loss) = reply, loss.mayComeFromOutside else { return .reply(reply, disturbance: first) }
      if let last, loss.isSame(as: last) { return .reply(reply, disturbance: nil) }
      first = first ?? loss
      last = loss
    }
    return .disturbed(first ?? Loss(.crashes("unknown"), at: nil, mayComeFromOutside: true))
  }
}
