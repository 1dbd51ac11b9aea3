public import Architecture

/// What has to be changed in a machine so that it stands where another one stands.
public struct MachineAdjustment: Hashable, Sendable {
  /// General registers.
  public var registers: [UInt8: CapabilityBits] = [:]
  /// Special capability registers, as they are to be; the address of PCC is that of the next instruction.
  public var special: [SpecialRegister: CapabilityBits] = [:]
  /// Control and status registers that hold something of their own.
  public var control: [ControlRegister: UInt64] = [:]
  /// Granules of memory, by their addresses.
  public var granules: [UInt64: CapabilityBits] = [:]
  /// Whether the reservation ends.
  public var endsReservation = false

  /// Changes nothing.
  public init() {}

  /// Whether nothing has to be changed.
  public var isEmpty: Bool { self == MachineAdjustment() }
}
