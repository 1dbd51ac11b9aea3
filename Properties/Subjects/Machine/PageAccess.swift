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
