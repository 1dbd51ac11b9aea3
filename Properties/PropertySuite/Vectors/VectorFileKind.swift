import Architecture

/// What a file of vectors holds.
enum VectorFileKind: Sendable {
  case capability(Capabilities)
  /// Sequences of injected instructions.
  case machine
  /// Single accesses through pages.
  case page
  /// Operations on capabilities with their replies, as ``VectorExport`` writes them.
  case operations(FormatName)
  /// Programs of processes that fork, as ``VectorExport`` writes them.
  case programs

  /// Capability arithmetic in one format.
  struct Capabilities: Sendable {
    let format: FormatName
    /// The bits of the metadata word that are asserted.
    let metadataMask: UInt64
  }

  /// The files that are known, with the number of rows that each must have.
  static let files: [(name: String, kind: VectorFileKind, rows: Int)] = [
    ("cc128.csv", .capability(.init(format: .cc128, metadataMask: .max)), 16_500),
    ("cc128m.csv", .capability(.init(format: .cc128m, metadataMask: .max)), 6_544),
    // The permission fields moved between drafts of the standard: EF, T and B only.
    ("rv64y-bounds.csv", .capability(.init(format: .rv64y, metadataMask: 0x7FF_FFFF)), 10_500),
    ("machine-cc128.jsonl", .machine, 130),
    ("machine-cc128-corners.jsonl", .machine, 106),
    ("machine-cc128-integer.jsonl", .machine, 60),
    ("machine-cc128-extra.jsonl", .machine, 70),
    ("page-policy-cc128.csv", .page, 768),
  ]
}
