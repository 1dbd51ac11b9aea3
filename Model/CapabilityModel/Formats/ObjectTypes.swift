/// What the values of the object type field mean.
public struct ObjectTypes: Hashable, Sendable {
  /// The value that says that a capability isn't sealed.
  public var unsealed: Int
  /// The value of sealed entries (sentries), which a jump may unseal.
  public var entry: Int
  /// The values set aside for the architecture, those two among them. All others can be sealed with.
  public var reserved: ClosedRange<Int>
  /// Whether instructions read the reserved values as negative numbers.
  public var areReservedNegative: Bool

  /// Makes the meaning of object types.
  public init(unsealed: Int, entry: Int, reserved: ClosedRange<Int>, areReservedNegative: Bool = false) {
    self.unsealed = unsealed
    self.entry = entry
    self.reserved = reserved
    self.areReservedNegative = areReservedNegative
  }
}
