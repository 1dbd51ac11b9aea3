/// What happens next to harts that share a memory.
public enum HartStep: Codable, Hashable, Sendable {
  /// A hart executes an instruction, in capability mode, as if it had been fetched from ``HartStart/programCounter``.
  case execute(hart: UInt8, word: UInt32)
  /// The kernel changes what the page table says of a page, and tells all harts.
  case setPage(SharedPage)

  // `{"setPage": {"page": {…}}}`: not left to the compiler, which calls an unlabelled operand `_0`.
  enum SetPageCodingKeys: String, CodingKey { case _0 = "page" }
}
