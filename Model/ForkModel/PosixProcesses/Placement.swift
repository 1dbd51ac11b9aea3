public import Architecture
public import ExactIntegers

/// Where the regions of processes lie, as observations have told: what the POSIX view must be given to compare itself
/// with a single address space.
public struct Placement: Hashable, Sendable {
  /// The base of the region of each process that was ever started, by name; a name that is used again names the new
  /// process.
  private var bases: [ProcessName: Integer] = [:]
  /// Every base that was ever told.
  private(set) var all: Set<Integer> = []

  /// Nothing is known yet.
  public init() {}

  /// Takes note of the place of a process.
  public mutating func note(_ process: ProcessName, regionBase: Integer) {
    bases[process] = regionBase
    all.insert(regionBase)
  }

  /// The base of the region of a process.
  public func base(of process: ProcessName) -> Integer? { bases[process] }

  /// The address of a page of a process, counted from the start of its region.
  func address(ofPage page: Int, of process: ProcessName) -> Integer? {
    base(of: process).map { $0 + Integer(page) * Integer(ProcessImage.pageSize) }
  }
}
