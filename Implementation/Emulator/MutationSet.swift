/// A set of mutations that is asked with one AND.
public struct MutationSet: Hashable, Sendable {
  private var words: SIMD4<UInt64> = .zero

  /// No mutation: the implementation as it is meant.
  public static let none = MutationSet()

  /// Makes a set of the given mutations.
  public init(_ mutations: Mutation...) {
    for mutation in mutations { insert(mutation) }
  }

  /// Switches a mutation on.
  public mutating func insert(_ mutation: Mutation) {
    words[Self.word(of: mutation)] |= Self.bit(of: mutation)
  }

  /// Whether the mutation is switched on.
  @inline(__always)
  public func contains(_ mutation: Mutation) -> Bool {
    words[Self.word(of: mutation)] & Self.bit(of: mutation) != 0
  }

  /// Whether every mutation is switched off.
  public var isEmpty: Bool { words == .zero }

  @inline(__always)
  private static func word(of mutation: Mutation) -> Int { Int(mutation.rawValue &>> 6) }

  @inline(__always)
  private static func bit(of mutation: Mutation) -> UInt64 { 1 &<< UInt64(mutation.rawValue & 63) }
}
