/// What a part of the kernel asserts at its borders, and which of it did not hold.
///
/// Assertions come in pairs: where something is handed out, and where it is used or comes back. One that fails ends
/// nothing: it is remembered, and reported with the kernel's contradictions. Unless the settings ask for it
/// (``KernelConfiguration/checksAssertions``), nothing is looked at.
struct Assertions: Sendable {
  /// How many failures are remembered.
  private static let mostRemembered = 16

  /// Whether anything is looked at.
  let areChecked: Bool
  /// What did not hold, each in a sentence, the first one first.
  private(set) var failed: [String] = []

  /// Whether none has failed.
  var allHold: Bool { failed.isEmpty }

  /// Makes a record without failures.
  init(areChecked: Bool) { self.areChecked = areChecked }

  /// Looks at one assertion; the sentence says what is wrong if it does not hold.
  @inline(__always)
  mutating func check(_ holds: @autoclosure () -> Bool, _ sentence: @autoclosure () -> String) {
    if areChecked, !holds() { remember(sentence) }
  }

  /// Apart, so that nothing of it stands where assertions are not checked.
  @inline(never)
  private mutating func remember(_ sentence: () -> String) {
    if failed.count < Self.mostRemembered { failed.append(sentence()) }
  }
}

/// A part of the kernel that is copied as a whole into snapshots.
protocol KernelPart {
  /// What is asserted at its borders.
  var assertions: Assertions { get set }
}

extension KernelPart {
  /// Returns to an earlier state; failed assertions stay.
  mutating func restore(_ earlier: Self) {
    let assertions = assertions
    self = earlier
    self.assertions = assertions
  }
}
