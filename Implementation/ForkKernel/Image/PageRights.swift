public import Architecture

/// What a page is given when it is mapped: the accesses it is entitled to once pending copies have been made.
public struct PageRights: OptionSet, Hashable, Sendable {
  /// The bits, laid out as the protection argument of `mmap`.
  public let rawValue: UInt8

  /// Makes a set of rights from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Data loads; the value of `PROT_READ`.
  public static let read = PageRights(rawValue: 1)
  /// Data stores; the value of `PROT_WRITE`.
  public static let write = PageRights(rawValue: 2)
  /// Instruction fetches; the value of `PROT_EXEC`.
  public static let execute = PageRights(rawValue: 4)

  /// What the pages of a segment are given.
  public init(_ kind: SegmentKind) {
    self =
      switch kind {
      case .text: [.read, .execute]
      case .readOnlyData: .read
      case .globalOffsetTable, .data, .heap, .stack, .threadLocalStorage, .sharedMapping: [.read, .write]
      }
  }
}
