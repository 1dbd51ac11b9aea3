import Emulator

/// How a frame stands to the process that maps it.
struct FrameStanding: Hashable {
  /// The frame's capabilities are relative to the process's own region.
  var isOwn: Bool
  /// Nobody else maps the frame.
  var isExclusive: Bool
}

extension PageTableEntry {
  /// Sets what the hardware may allow, from what the page is entitled to and how its frame stands to the process.
  ///
  /// | page | allowed |
  /// |---|---|
  /// | shared mapping | what it is entitled to; capabilities are stripped on load and fault on store |
  /// | not private (text, read-only data) | what it is entitled to |
  /// | private, own and exclusive frame | what it is entitled to, capabilities included |
  /// | private otherwise, copy on access | nothing |
  /// | private otherwise, copy on pointer access | no stores; capability loads if the frame is its own |
  mutating func setPolicy(_ standing: FrameStanding) {
    if isSharedMapping {
      grantEntitlement()
      loadPolicy = .strip
      storePolicy = .fault
      return
    }
    if !isPrivate || standing.isOwn && standing.isExclusive {
      grantEntitlement()
      return
    }
    guard !isCopiedOnAccess else { return makeInaccessible() }
    grantEntitlement()
    isWritable = false
    storePolicy = .fault
    if !standing.isOwn { loadPolicy = .fault }
  }

  /// Gives the page the rights it was mapped with.
  init(frame: UInt32, rights: PageRights) {
    self.init(frame: frame)
    self.rights = rights
  }

  /// What the page is given, served or still pending.
  var rights: PageRights {
    get {
      var rights: PageRights = []
      if isEntitledToRead { rights.insert(.read) }
      if isEntitledToWrite { rights.insert(.write) }
      if isEntitledToExecute { rights.insert(.execute) }
      return rights
    }
    set {
      isEntitledToRead = newValue.contains(.read)
      isEntitledToWrite = newValue.contains(.write)
      isEntitledToExecute = newValue.contains(.execute)
    }
  }
}

/// What was done to a page.
enum PageAccess: Hashable, Sendable {
  case load, store, fetch, loadCapability, storeCapability
}

extension PageTableEntry {
  /// Whether the page was mapped with the right to an access.
  func entitles(to access: PageAccess) -> Bool {
    switch access {
    case .load, .loadCapability: isEntitledToRead
    case .store: isEntitledToWrite
    case .storeCapability: isEntitledToWrite && !isSharedMapping
    case .fetch: isEntitledToExecute
    }
  }

  /// Whether the hardware allows an access now; of capabilities, a tagged one.
  func allows(_ access: PageAccess) -> Bool {
    switch access {
    case .load: isReadable
    case .store: isWritable
    case .fetch: isExecutable
    case .loadCapability: isReadable && loadPolicy != .fault
    case .storeCapability: isWritable && storePolicy == .allow
    }
  }
}
