public import Architecture

/// What a fork subject says of itself in the handshake; programs are generated within it.
public struct ForkSubjectDescription: Codable, Hashable, Sendable {
  /// How much the subject shows.
  public enum Level: String, CaseIterable, Codable, Hashable, Sendable {
    /// Observations only.
    case observations = "L0"
    /// The whole state on request.
    case inspection = "L1"
  }

  /// The version of the protocol that the subject speaks.
  public var version: Int
  /// The subject's name, for reports.
  public var name: String
  /// How much it shows.
  public var level: Level
  /// The actions it performs, by their names on the wire (`load`, `storePointer`, `fork`, …).
  public var actions: Set<String>
  /// Whether pointers carry bounds, permissions and seals that are enforced. Without it, programs keep to accesses
  /// that the specification permits.
  public var enforcesBounds: Bool
  /// The fork strategies it has; empty if there is no choice.
  public var strategies: [ForkStrategy]
  /// Bytes in a page.
  public var pageSize: UInt64
  /// Bytes in a granule: what one tag covers, or what a pointer takes in memory.
  public var granuleSize: UInt64
  /// Whether it promises memory that there is not: then programs are judged as in a world that overcommits
  /// (``ForkWorld/overcommits``). It does not where nothing is said.
  public var overcommits: Bool?

  /// Makes a description from its parts.
  public init(
    version: Int = ForkProtocol.version, name: String, level: Level, actions: Set<String>, enforcesBounds: Bool,
    strategies: [ForkStrategy], pageSize: UInt64, granuleSize: UInt64, overcommits: Bool? = nil
  ) {
    self.version = version
    self.name = name
    self.level = level
    self.actions = actions
    self.enforcesBounds = enforcesBounds
    self.strategies = strategies
    self.pageSize = pageSize
    self.granuleSize = granuleSize
    self.overcommits = overcommits
  }
}
