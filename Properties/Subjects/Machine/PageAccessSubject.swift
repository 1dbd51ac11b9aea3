/// A machine whose pages carry policies for loads and stores of capabilities.
public protocol PageAccessSubject: Sendable {
  /// Makes one access to a fresh granule, through a readable and writable page with the given policies.
  ///
  /// The store of an access that also loads (`AMOSWAP.C`) writes an untagged value.
  func perform(_ access: PageAccess) throws -> PageAccessResult
}
