/// A set of mutations that is asked with one comparison.
public struct MutationSet: Hashable, Sendable {
  private var members: UInt128 = 0

  /// No mutation: the implementation as it is meant.
  public static let none = MutationSet()

  /// Makes a set of the given mutations.
  public init(_ mutations: Mutation...) {
    for mutation in mutations { insert(mutation) }
  }

  /// Switches a mutation on.
  public mutating func insert(_ mutation: Mutation) {
    members |= Self.bit(of: mutation)
  }

  /// Whether the mutation is switched on.
  public func contains(_ mutation: Mutation) -> Bool {
    members & Self.bit(of: mutation) != 0
  }

  /// Whether every mutation is switched off.
  public var isEmpty: Bool { members == 0 }

  private static func bit(of mutation: Mutation) -> UInt128 {
    let position = Mutation.allCases.firstIndex(of: mutation) ?? 0
    return 1 << UInt128(position)
  }
}
