/// The way to a worker: in this process, or in another that may crash or hang.
package protocol WorkerChannel: AnyObject {
  /// Has the worker serve a request. A worker that was lost is replaced before the next one.
  func send(_ request: WorkerRequest) async -> WorkerReply

  /// Lets the worker end, and waits for it.
  func close() async
}
