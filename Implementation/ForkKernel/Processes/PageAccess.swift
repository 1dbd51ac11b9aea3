import Emulator

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
