public import Architecture

/// A page of a process, the frame it shows, and what the hardware permits if it is asked now.
public struct Mapping: Hashable, Sendable {
  /// The frame, by its number.
  public var frame: Int
  /// Loads of data succeed without the fault handler.
  public var readable: Bool
  /// Stores of data succeed without the fault handler.
  public var writable: Bool
  /// What happens to a load of a tagged pointer.
  public var loadPolicy: CapabilityLoadPolicy
  /// What happens to a store of a tagged pointer.
  public var storePolicy: CapabilityStorePolicy
  /// What the process may do once every pending copy has been made.
  public var entitlement: PageEntitlement

  /// Makes a mapping from its parts.
  public init(
    frame: Int, readable: Bool, writable: Bool, loadPolicy: CapabilityLoadPolicy, storePolicy: CapabilityStorePolicy,
    entitlement: PageEntitlement
  ) {
    self.frame = frame
    self.readable = readable
    self.writable = writable
    self.loadPolicy = loadPolicy
    self.storePolicy = storePolicy
    self.entitlement = entitlement
  }

  /// A page that permits all that its process is entitled to.
  ///
  /// Rule ``fork.mapping.shared``: A page of a shared mapping strips the tags of pointers that are loaded, and faults
  /// when a tagged pointer is stored.
  static func granting(_ entitlement: PageEntitlement, frame: Int) -> Mapping {
    Mapping(
      frame: frame, readable: entitlement.read, writable: entitlement.write,
      loadPolicy: entitlement.isShared ? .strip : .allow,
      storePolicy: entitlement.write && !entitlement.isShared ? .allow : .fault, entitlement: entitlement)
  }

  /// The page when nothing may be done with it before a copy has been made (copy on access).
  var inaccessible: Mapping {
    var page = self
    page.readable = false
    page.writable = false
    page.loadPolicy = .fault
    page.storePolicy = .fault
    return page
  }

  /// The page when nothing may be stored into it before a copy has been made.
  var readOnly: Mapping {
    var page = self
    page.writable = false
    page.storePolicy = .fault
    return page
  }

  /// The page when it can neither be written nor show a pointer before a copy has been made (copy on pointer access).
  var withoutPointers: Mapping {
    var page = readOnly
    page.loadPolicy = .fault
    return page
  }

  /// Whether a tagged pointer that is loaded now arrives with its tag.
  public var showsPointers: Bool { readable && loadPolicy == .allow }

  /// Whether a tagged pointer can be stored now.
  public var takesPointers: Bool { writable && storePolicy == .allow }
}
