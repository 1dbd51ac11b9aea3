public import Architecture

/// One access to a granule on a page with given policies.
public struct PageAccess: Codable, Hashable, Sendable {
  /// The instruction that makes the access.
  public enum Operation: String, CaseIterable, Codable, Hashable, Sendable {
    case loadDouble = "LD"
    case loadCapability = "CLC"
    case loadReservedCapability = "LR.C"
    case swapCapability = "AMOSWAP.C"
    case loadTags = "CLoadTags"
    case storeCapability = "CSC"
  }

  /// The instruction.
  public var operation: Operation
  /// Whether the granule holds a tagged capability; for a store, whether the value to store is tagged.
  public var valueIsTagged: Bool
  /// Whether the authorising capability has the permission LoadCapability.
  public var authorityLoadsCapabilities: Bool
  /// The page's policy for loads of tagged capabilities.
  public var loadPolicy: CapabilityLoadPolicy
  /// The page's policy for stores of tagged capabilities.
  public var storePolicy: CapabilityStorePolicy

  /// Makes an access from its parts.
  public init(
    operation: Operation, valueIsTagged: Bool, authorityLoadsCapabilities: Bool, loadPolicy: CapabilityLoadPolicy,
    storePolicy: CapabilityStorePolicy
  ) {
    self.operation = operation
    self.valueIsTagged = valueIsTagged
    self.authorityLoadsCapabilities = authorityLoadsCapabilities
    self.loadPolicy = loadPolicy
    self.storePolicy = storePolicy
  }
}

/// What became of a ``PageAccess``.
public struct PageAccessResult: Codable, Hashable, Sendable {
  /// The trap, if the access was refused.
  public var trap: TrapRecord?
  /// Whether the value read is tagged; for `CLoadTags` the tags of the line of four granules from the lowest; 0 after a
  /// trap and for stores.
  public var resultTags: UInt64
  /// Whether the granule holds a tagged capability afterwards.
  public var memoryTag: Bool

  /// Makes a result from its parts.
  public init(trap: TrapRecord?, resultTags: UInt64, memoryTag: Bool) {
    self.trap = trap
    self.resultTags = resultTags
    self.memoryTag = memoryTag
  }
}

/// A machine whose pages carry policies for loads and stores of capabilities.
public protocol PageAccessSubject: Sendable {
  /// Makes one access to a fresh granule, through a readable and writable page with the given policies.
  ///
  /// The store of an access that also loads (`AMOSWAP.C`) writes an untagged value.
  func perform(_ access: PageAccess) throws -> PageAccessResult
}

extension PageAccess.Operation {
  /// The instruction: its authority is c10, its result c11, the value to store c12.
  package var instruction: Instruction {
    switch self {
    case .loadDouble: Instruction(.ld, rd: 11, rs1: 10)
    case .loadCapability: Instruction(.lc, rd: 11, rs1: 10)
    case .loadReservedCapability: Instruction(.lrC, rd: 11, rs1: 10)
    case .swapCapability: Instruction(.amoswapC, rd: 11, rs1: 10, rs2: 12)
    case .loadTags: Instruction(.cLoadTags, rd: 11, rs1: 10)
    case .storeCapability: Instruction(.sc, rs1: 10, rs2: 12)
    }
  }
}
