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
  /// The process has children, but none has ended.
  case wouldBlock
  /// The call failed.
  case failed(ErrorNumber)
  /// The access was refused and the process was ended by it.
  case killed(Refusal)
  /// The process does not exist, or no longer runs, or the name of the new child is in use: the step was skipped.
  case noSuchProcess
  /// The subject cannot perform this action.
  case unsupported
}
