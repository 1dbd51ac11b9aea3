import ForkKernel

/// What a kernel or a bare machine has counted, as people read it.
struct StatisticsText: CustomStringConvertible {
  let description: String

  init(_ statistics: KernelStatistics) {
    self.init([
      (statistics.forks, "forks"), (statistics.faults, "page faults"), (statistics.framesCopied, "frames copied"),
      (statistics.framesRelocatedInPlace, "frames relocated in place"),
      (statistics.originsChanged, "frames given another origin"), (statistics.granulesScanned, "granules scanned"),
      (statistics.leavesCopied, "page-table leaves copied"), (statistics.entriesWritten, "page-table entries written"),
    ])
  }

  /// Rows of a number and what it counts.
  init(_ rows: [(Int, String)]) {
    let width = rows.map { "\($0.0)".count }.max() ?? 0
    description = rows.map { count, what in
      String(repeating: " ", count: width - "\(count)".count) + "\(count) \(what)"
    }.joined(separator: "\n")
  }
}
