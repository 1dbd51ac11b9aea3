import Subprocess

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

/// What a worker is asked to do.
package enum WorkerRequest: Codable, Sendable {
  /// To check the cases of a range until one goes wrong.
  case check(property: String, seed: UInt64, indices: Range<Int>)
  /// To make the case of the given choices and check it, or only make it.
  case examineChoices(property: String, values: [UInt64], checking: Bool)
  /// To make a case of a run and check it, or only make it.
  case examineCaseOfRun(property: String, seed: UInt64, index: Int, checking: Bool)
  /// To check a saved case, and keep remarks for an explanation.
  case examineCase(property: String, json: String, checking: Bool)
}

/// What a worker answers.
package enum WorkerReply: Codable, Sendable {
  /// A range of cases was checked: what was taken down, the seconds it took, and where it stopped early.
  case checked(Statistics, seconds: Double, stop: Stop?)
  /// A case was made, and checked if that was asked for.
  case examined(Examination)
  /// The request can't be served; the reason.
  case refused(String)
  /// The worker ended or was ended before it could answer.
  case lost(Loss)
}

/// Reads the output of a process line by line.
struct LineReader {
  private var buffers: SubprocessOutputSequence.Iterator
  private var bytes: [UInt8] = []
  private var searched = 0

  init(_ output: SubprocessOutputSequence) {
    buffers = output.makeAsyncIterator()
  }

  /// The next line without its end, or `nil` if the output ends before one is complete.
  mutating func next() async throws -> [UInt8]? {
    while true {
      if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer {
          bytes.removeSubrange(...end)
          searched = 0
        }
        return Array(bytes[..<end])
      }
      searched = bytes.count
      guard let buffer = try await buffers.next() else { return nil }
      unsafe buffer.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }
  }
}
