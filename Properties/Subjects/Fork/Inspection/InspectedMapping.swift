public import Architecture

/// One page of a process and the frame it shows, with what the hardware would allow if it were asked now.
public struct InspectedMapping: Codable, Hashable, Sendable {
  /// Which page of the region, counted from its base.
  public var page: Int
  /// The frame it shows.
  public var frame: Int
  /// Loads of data succeed now, without the fault handler.
  public var readable: Bool
  /// Stores of data succeed now, without the fault handler.
  public var writable: Bool
  /// Instruction fetches succeed now, without the fault handler.
  public var executable: Bool
  /// What happens now to a load of a tagged capability.
  public var loadPolicy: CapabilityLoadPolicy
  /// What happens now to a store of a tagged capability.
  public var storePolicy: CapabilityStorePolicy
  /// Loads are permitted once pending copies have been made: what it was given at start, mmap or mprotect.
  public var entitledToRead: Bool
  /// Stores are permitted once pending copies have been made.
  public var entitledToWrite: Bool
  /// Set for pages of shared mappings, which have no origin.
  public var isShared: Bool

  /// Makes a mapping from its parts.
  public init(
    page: Int, frame: Int, readable: Bool, writable: Bool, executable: Bool, loadPolicy: CapabilityLoadPolicy,
    storePolicy: CapabilityStorePolicy, entitledToRead: Bool, entitledToWrite: Bool, isShared: Bool
  ) {
    self.page = page
    self.frame = frame
    self.readable = readable
    self.writable = writable
    self.executable = executable
    self.loadPolicy = loadPolicy
    self.storePolicy = storePolicy
    self.entitledToRead = entitledToRead
    self.entitledToWrite = entitledToWrite
    self.isShared = isShared
  }
}
