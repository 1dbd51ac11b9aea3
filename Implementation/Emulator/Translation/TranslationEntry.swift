/// What a hart remembers about one page: which accesses need no further question, and where the frame lies in the
/// host's memory.
///
/// An access is compared with the page address of its own kind. A page that forbids the kind, or on which the kind
/// needs the exact path (a frame with translated code, a load policy other than *allow*), keeps ``none`` there, which
/// equals no page address.
struct TranslationEntry {
  /// The page address for data loads.
  var load: UInt64
  /// The page address for data stores.
  var store: UInt64
  /// The page address for loads of capabilities.
  var capabilityLoad: UInt64
  /// The page address for stores of tagged capabilities.
  var capabilityStore: UInt64
  /// The first byte of the frame.
  var data: UnsafeMutableRawPointer
  /// The tags of the frame's granules, one bit each.
  var tags: UnsafeMutablePointer<UInt64>
  /// The number of the frame.
  var frame: UInt64

  /// Equals no address that is compared: those have only the lowest bits set besides the page number, to tell
  /// misaligned accesses.
  static var none: UInt64 { 0x800 }

  /// How many entries a hart has.
  static var count: Int { 256 }

  /// Whether anything is remembered of a page.
  func shows(_ page: UInt64) -> Bool {
    load == page || store == page || capabilityLoad == page || capabilityStore == page
  }

  /// Whether stores need no further questions.
  var allowsStores: Bool { store != Self.none || capabilityStore != Self.none }

  /// Forgets the page.
  mutating func invalidate() {
    load = Self.none
    store = Self.none
    capabilityLoad = Self.none
    capabilityStore = Self.none
  }

  /// Makes the next store take the exact path.
  mutating func invalidateStores() {
    store = Self.none
    capabilityStore = Self.none
  }
}
