/// A worker in a process of its own, which may crash or hang without harm.
package final class WorkerProcess: WorkerChannel {
  private let launch: WorkerLaunch
  private let number: Int
  private var life: WorkerLife?

  /// - Parameters:
  ///   - launch: How it is started.
  ///   - number: Tells it from the other workers of the run.
  package init(_ launch: WorkerLaunch, number: Int) {
    self.launch = launch
    self.number = number
  }

  package func send(_ request: WorkerRequest) async -> WorkerReply {
    let life = self.life ?? WorkerLife(launch, number: number)
    let reply = await life.exchange(request, secondsPerCase: patience(with: request))
    if case .lost = reply { self.life = nil } else { self.life = life }
    return reply
  }

  package func close() async {
    await life?.end()
    life = nil
  }

  /// Shortening tries many candidates, so it must not wait as long for each of them.
  private func patience(with request: WorkerRequest) -> Double {
    if case .examineChoices = request { return min(launch.secondsPerCase, max(1, launch.secondsPerCase / 10)) }
    return launch.secondsPerCase
  }
}
