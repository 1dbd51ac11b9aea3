/// What a part of the kernel promises at its borders, and which of it was not kept.
///
/// Each promise is looked at twice: where something is handed out, and where it is taken back or used. A broken one
/// ends nothing: it is remembered, and reported with the kernel's contradictions. Unless the settings ask for it
/// (``KernelConfiguration/checksPromises``), nothing is looked at.
struct Promises: Sendable {
  /// How many broken promises are remembered.
  private static let mostRemembered = 16

  /// Whether anything is looked at.
  let areChecked: Bool
  /// What was not kept, each in a sentence, the first one first.
  private(set) var broken: [String] = []

  /// Whether none was broken.
  var areKept: Bool { broken.isEmpty }

  /// Makes a record without broken promises.
  init(areChecked: Bool) { self.areChecked = areChecked }

  /// Looks at one promise.
  @inline(__always)
  mutating func check(_ isKept: @autoclosure () -> Bool, _ sentence: @autoclosure () -> String) {
    if areChecked, !isKept() { remember(sentence()) }
  }

  /// Remembers a broken promise.
  @inline(never)
  private mutating func remember(_ sentence: String) {
    if broken.count < Self.mostRemembered { broken.append(sentence) }
  }
}
