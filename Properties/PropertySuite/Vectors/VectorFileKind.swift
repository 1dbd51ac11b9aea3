public import Architecture

/// The vector files that can be checked, by name.
public enum VectorFileKind: Hashable, Sendable {
  /// Capability arithmetic in one format; of the metadata word, the bits in the mask are asserted.
  case capability(FormatName, metadataMask: UInt64)
  /// Sequences of injected instructions.
  case machine
  /// Single accesses through pages.
  case page

  /// The files of a complete directory of vectors, with the number of rows that each must have.
  public static let files: [(name: String, kind: VectorFileKind, rows: Int)] = [
    ("cc128.csv", .capability(.cc128, metadataMask: .max), 16_500),
    ("cc128m.csv", .capability(.cc128m, metadataMask: .max), 6_544),
    // The permission fields moved between drafts of the standard: EF, T and B only.
    ("rv64y-bounds.csv", .capability(.rv64y, metadataMask: 0x7FF_FFFF), 10_500),
    ("machine-cc128.jsonl", .machine, 130),
    ("machine-cc128-corners.jsonl", .machine, 106),
    ("machine-cc128-integer.jsonl", .machine, 60),
    ("machine-cc128-extra.jsonl", .machine, 70),
    ("page-policy-cc128.csv", .page, 768),
  ]
}
