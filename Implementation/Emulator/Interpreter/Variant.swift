/// How the interpreter is specialised: as it is meant, or with mutations that can be switched on.
protocol Variant {
  /// Whether a mutation is switched on. A constant in the ordinary variant, so that asking costs nothing.
  static func has(_ mutation: Mutation, in mutations: MutationSet) -> Bool
}

/// The interpreter as it is meant.
enum OrdinaryVariant: Variant {
  @inline(__always) static func has(_ mutation: Mutation, in mutations: MutationSet) -> Bool { false }
}

/// The interpreter with whatever mutations the machine was made with.
enum MutatedVariant: Variant {
  @inline(never) static func has(_ mutation: Mutation, in mutations: MutationSet) -> Bool {
    mutations.contains(mutation)
  }
}
