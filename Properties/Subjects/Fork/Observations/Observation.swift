public import Architecture

/// What the acting process could tell of its action.
///
/// Words are raw: what an address means relative to a region is for the Model to say, which knows every region's base
/// from ``started(regionBase:regionSize:)`` and ``forked(regionBase:)``.
public enum Observation: Codable, Hashable, Sendable {
  /// Done, with nothing to see.
  case done
  /// The value that was loaded, zero-extended.
  case value(UInt64)
  /// What is in a pointer register. Subjects without capabilities report a tag and an address only.
  case pointer(PointerView)
  /// The first process exists.
  case started(regionBase: UInt64, regionSize: UInt64)
  /// The fork succeeded; the base is that of the child's region.
  case forked(regionBase: UInt64)
  /// A child was reaped.
  case reaped(ProcessName, WaitStatus)
  /// The process was started anew in a region at this base.
  case executed(regionBase: UInt64)
  /// Pages were mapped, the first of them at this address.
  case mapped(address: UInt64)
  /// So many bytes were read or written.
  case count(bytes: UInt32)
  /// There is a new descriptor.
  case descriptor(number: Int32)
  /// There is a new pipe.
  case descriptors(read: Int32, write: Int32)
  /// What has happened at each descriptor that was asked about, in the order of the question.
  case events(happened: [Options<PollEvent>])
  /// What limits a process: the limit in force, and the one up to which it may be raised.
  case limits(soft: UInt64, hard: UInt64)
  /// A message of so many bytes was received.
  case message(bytes: UInt32, priority: UInt32)
  /// These signals are held back.
  case signals(pending: Options<SignalNumber>)
  /// The call would wait: for a child that has not ended, for a thread, for bytes or room in a pipe or a queue.
  case wouldBlock
  /// The call failed.
  case failed(ErrorNumber)
  /// The access was refused and the process was ended by it.
  case killed(Refusal)
  /// The process was ended by a signal that its own step has raised.
  case signaled(SignalNumber)
  /// The process or thread does not exist, no longer runs or is suspended, or the new name is in use: the step was
  /// skipped.
  case noSuchProcess
  /// What a step and the access at the same time (``ForkStep/meanwhile``) have observed.
  indirect case interleaved(step: Observation, access: Observation)
  /// The subject cannot perform this action.
  case unsupported
}
