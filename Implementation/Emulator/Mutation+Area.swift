extension Mutation {
  /// What a mistake is made in.
  public enum Area: Sendable {
    /// Arithmetic of capabilities, relocation included.
    case capabilities
    /// Instructions, memory, translation.
    case machine
    /// Processes, pages, system calls.
    case kernel
  }

  /// What the mistake is made in: the enumeration lists the mistakes area by area.
  public var area: Area {
    switch self {
    case _ where rawValue < Self.accessIgnoresTag.rawValue: .capabilities
    case _ where rawValue < Self.defaultDataCapabilityUnrestricted.rawValue: .machine
    default: .kernel
    }
  }
}
