/// The deliberate mistakes that can be switched on by name, to show that the properties catch them.
///
/// Cold paths ask a ``MutationSet`` at run time. Hot paths are generic over a set of mutations and specialised twice
/// inside this module, so that the ordinary build pays nothing.
public enum Mutation: UInt8, CaseIterable, Sendable {
  /// Relocation compares strictly at both ends of the home region: the first byte and one past the end are missed.
  case relocationEdgeExclusive
  /// A grandchild's fault maps its own frame without the contents.
  case grandchildFaultSkipsCopy
  /// Making a page writable again for a process that is itself a child turns off its capability-load fault.
  case loadBarrierDropped

  /// The mutation of a name such as `relocation-edge-exclusive`; `nil` if there is none.
  public init?(name: String) {
    guard let mutation = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = mutation
  }

  /// The name by which it is switched on: that of the case, with hyphens.
  public var name: String {
    "\(self)".reduce(into: "") { name, letter in
      name += letter.isUppercase ? "-\(letter.lowercased())" : "\(letter)"
    }
  }
}
