public import Architecture

/// One thing that a process of a fork program does.
///
/// Every action names what it works on, so that leaving one out of a program never changes what another one means; an
/// action of a process that does not exist (yet, or any more) is skipped. Offsets and lengths are in bytes.
///
/// Loads answer ``Observation/value(_:)``, ``inspect(_:)`` answers ``Observation/pointer(_:)``, every other memory or
/// pointer operation ``Observation/done``. An access is checked in the order of the ISA (tag, seal, permission, bounds:
/// ``Refusal/capability``), then for alignment (capabilities only: ``Refusal/alignment``), then against what the page
/// was given (``Refusal/page``).
public enum ForkAction: Codable, Hashable, Sendable {
  /// Loads a little-endian unsigned value of the given width at the address of `through` plus `offset`.
  case load(AccessWidth, through: PointerRegister, offset: Int32)
  /// Stores the low bytes of `value`.
  case store(AccessWidth, value: UInt64, through: PointerRegister, offset: Int32)
  /// Loads 16 aligned bytes and their tag into a register.
  case loadPointer(into: PointerRegister, through: PointerRegister, offset: Int32)
  /// Stores a register's 16 bytes and its tag.
  case storePointer(PointerRegister, through: PointerRegister, offset: Int32)
  /// Copies a register.
  case move(into: PointerRegister, from: PointerRegister)
  /// Adds to the address of a pointer (`CIncOffset`).
  case derive(into: PointerRegister, from: PointerRegister, increment: Int64)
  /// Restricts bounds to [address, address + length), rounded outwards (`CSetBounds`).
  case narrow(into: PointerRegister, from: PointerRegister, length: UInt64)
  /// Keeps only the permissions in the mask, laid out as the result of `CGetPerm` (`CAndPerm`).
  case restrict(into: PointerRegister, from: PointerRegister, mask: UInt64)
  /// Seals as an entry point (`CSealEntry`).
  case sealEntry(into: PointerRegister, from: PointerRegister)
  /// Clears the tag (`CClearTag`).
  case clearTag(into: PointerRegister, from: PointerRegister)
  /// Reads everything that a process can read off a pointer.
  case inspect(PointerRegister)
  /// Forks; the child is called `child` from then on. `nil` means the kernel's default strategy. Skipped when a process
  /// of that name runs or has not been reaped. When it fails is said at ``ForkWorld``.
  case fork(child: ProcessName, strategy: ForkStrategy?)
  /// Ends the process with an exit status; answers ``Observation/done``. Who adopts its children is said at ``ForkWorld``.
  case exit(status: UInt8)
  /// Waits for any child; never blocks: without a zombie, but with children, the answer is ``Observation/wouldBlock``;
  /// without children it fails with ECHILD.
  case wait
}
