public import Architecture
public import CapabilityModel
public import ExactIntegers

/// What a process could tell of its action, with addresses as they are in the machine.
public enum Outcome: Hashable, Sendable {
  /// Done, with nothing to see.
  case done
  /// The number that was loaded or asked for.
  case value(Integer)
  /// What is in a register.
  case pointer(Capability)
  /// The fork succeeded; the base is that of the child's region.
  case forked(regionBase: Integer)
  /// Pages were mapped; the address is that of the first.
  case mapped(address: Integer)
  /// So many bytes were read or written.
  case count(Int)
  /// A descriptor was made.
  case descriptor(Int)
  /// The descriptors of a pipe were made.
  case descriptors(read: Int, write: Int)
  /// The image was started anew, in the region with this base.
  case executed(regionBase: Integer)
  /// These signals are pending.
  case signals(Set<SignalNumber>)
  /// What can be done with each of the descriptors that were asked about.
  case events([PollEvents])
  /// The limit of a resource.
  case limit(ResourceLimit)
  /// A message of so many bytes was received.
  case message(count: Int, priority: Int)
  /// A child was reaped.
  case reaped(ProcessNumber, Ending)
  /// The call would have to wait, and was given up.
  case wouldBlock
  /// The call failed.
  case failed(ErrorNumber)
  /// The access was refused and ended the process.
  case killed(AccessRefusal.Kind)
  /// A signal that the process sent to itself, unblocked or got by writing to a broken pipe has ended it.
  case signaled(SignalNumber)
  /// There is no such process to act, or the name of the child is in use: nothing happened.
  case skipped
}
