/// Shares a run among several worker processes.
package enum WorkerPool {
  /// Works until nothing is left to do, or until the task is cancelled.
  package static func work(on run: Run, with launch: WorkerLaunch, workers: Int) async {
    await withTaskGroup { group in
      for number in 0..<workers {
        group.addTask {
          await run.work(through: WorkerProcess(launch, number: number))
        }
      }
    }
  }
}
