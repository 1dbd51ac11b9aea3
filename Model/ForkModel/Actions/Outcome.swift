public import Architecture
public import CapabilityModel
public import ExactIntegers

/// What a process could tell of its action, with addresses as they are in the machine.
public enum Outcome: Hashable, Sendable {
  /// Done, with nothing to see.
  case done
  /// The number that was loaded.
  case value(Integer)
  /// What is in a register.
  case pointer(Capability)
  /// The fork succeeded; the base is that of the child's region.
  case forked(regionBase: Integer)
  /// Pages were mapped; the address is that of the first.
  case mapped(address: Integer)
  /// A child was reaped.
  case reaped(ProcessNumber, Ending)
  /// The call would have to wait, and was given up.
  case wouldBlock
  /// The call failed.
  case failed(ErrorNumber)
  /// The access was refused and ended the process.
  case killed(SignalNumber)
  /// There is no such process to act, or the name of the child is in use: nothing happened.
  case skipped
}
