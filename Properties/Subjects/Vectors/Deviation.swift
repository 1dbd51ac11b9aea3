/// A recorded answer that this project decides against; `Docs/Deviations.md` gives the reasons at length.
///
/// From the deviating step on, the recorded machine is in another state, so the rest of its sequence asserts nothing.
public struct Deviation: Hashable, Sendable {
  /// The name of the sequence.
  public var sequence: String
  /// The number of the first step that is not compared, counted from 0.
  public var step: Int
  /// What the recorded machine does, and what it should.
  public var reason: String

  /// All deviations from the recorded sequences.
  public static let all: [Deviation] = [
    Deviation(
      sequence: "seq-20261123-87", step: 230,
      reason: "an atomic operation whose bytes go beyond 2^64 passes the check of bounds; they must lie in the bounds"),
    Deviation(sequence: "extra-7", step: 321, reason: conditionalStore),
    Deviation(sequence: "extra-8", step: 274, reason: conditionalStore),
    Deviation(sequence: "extra-23", step: 308, reason: conditionalStore),
    Deviation(sequence: "extra-39", step: 344, reason: conditionalStore),
    Deviation(
      sequence: "extra-62", step: 381,
      reason: "a jump through a capability with an odd base traps; the ISA has that trap only with PCC relocation"),
  ]

  private static let conditionalStore =
    "a store-conditional of data asks for the permission to load instead of the permission to store"
}
