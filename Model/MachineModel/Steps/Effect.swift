public import Architecture
public import CapabilityModel
public import ExactIntegers

/// What an instruction that completes does to the state. What is not mentioned stays as it is, except that control goes
/// on to the next instruction.
public struct Effect: Hashable, Sendable {
  /// The general register that is written.
  public var register: RegisterWrite?
  /// What is read from memory.
  public var read: MemoryAccess?
  /// What is written to memory.
  public var write: MemoryWrite?
  /// The special capability register that is written. Writing PCC is how control goes elsewhere.
  public var special: SpecialWrite?
  /// The control and status register that is written.
  public var control: ControlWrite?
  /// What becomes of the reservation.
  public var reservation: ReservationChange = .kept
  /// What the instruction may do instead, where a rule leaves a freedom. None of these has alternatives itself.
  public var alternatives: [Effect] = []

  /// No effect but that control goes on.
  public static let none = Effect()
}

extension Effect {
  /// A write to a general register.
  public struct RegisterWrite: Hashable, Sendable {
    /// The number of the register. What is written to register 0 is lost.
    public var number: UInt8
    /// The value.
    public var value: Capability
  }

  /// A write to a special capability register.
  public struct SpecialWrite: Hashable, Sendable {
    /// The register.
    public var register: SpecialRegister
    /// The value.
    public var value: Capability
  }

  /// A write to a control and status register.
  public struct ControlWrite: Hashable, Sendable {
    /// The register.
    public var register: ControlRegister
    /// The value.
    public var value: Integer
  }

  /// What becomes of the reservation.
  public enum ReservationChange: Hashable, Sendable {
    /// It stands as it stood.
    case kept
    /// A load-reserved made one.
    case made(Reservation)
    /// A store-conditional used it up.
    case ended
  }

  /// An address that the instruction used, and the value there: as it reaches the register, or as it is written.
  public struct MemoryAccess: Hashable, Sendable {
    /// The address.
    public var address: Integer
    /// The value.
    public var value: MemoryValue
  }

  /// What is written to memory, and where that is.
  public struct MemoryWrite: Hashable, Sendable {
    /// The address and the value.
    public var access: MemoryAccess
    /// Where the bytes lie in physical memory.
    public var place: PhysicalPlace
  }

  /// A value in memory.
  public enum MemoryValue: Hashable, Sendable {
    /// A number of `size` bytes.
    case data(Integer, size: Int)
    /// A capability of 16 bytes.
    case capability(Capability)
    /// The tags of a line of granules, that of the lowest address in bit 0, and what the last granule holds.
    case tags(Integer, lastGranule: Capability)
  }
}
