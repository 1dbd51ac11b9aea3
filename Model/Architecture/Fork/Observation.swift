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
  case reaped(ProcessName, TerminationStatus)
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
  /// These signals are pending.
  case signals(pending: Options<SignalNumber>)
  /// The call would wait: for a child that has not ended, for a thread, for bytes or room in a pipe or a queue.
  case wouldBlock
  /// The call failed.
  case failed(ErrorNumber)
  /// The access is a fault, by which the process was ended.
  case killed(Fault)
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

/// How a process ended, as `wait` reports it: its termination status.
public enum TerminationStatus: Codable, Hashable, Sendable, CustomStringConvertible {
  /// It called `_exit` with this status: the whole `int`, as `waitid` may report it, or its low eight bits, as
  /// `waitpid` does.
  case exited(Int32)
  /// It was ended by a signal: one that was sent to it, or one that a fault has raised.
  case signaled(SignalNumber)

  /// The status as it is printed.
  public var description: String {
    switch self {
    case .exited(let status): "exited with status \(status)"
    case .signaled(let signal): "ended by \(signal.name)"
    }
  }
}

/// Why an access ended the process that made it: what the process can tell of an access that is refused.
public enum Fault: String, CaseIterable, Codable, Hashable, Sendable {
  /// The pointer has no tag, is sealed, lacks a permission, or does not reach that far (SIGPROT on CheriBSD).
  case capability
  /// The page is not mapped for that access (SIGSEGV).
  case page
  /// The address is misaligned for a capability (SIGBUS).
  case alignment
  /// The page lies beyond the end of the shared memory object that it was mapped from (SIGBUS).
  case beyondObject
}

/// What a process can read off a pointer register.
public struct PointerView: Codable, Hashable, Sendable {
  /// The raw words and the tag.
  public var bits: CapabilityBits

  /// Makes a view from the raw words and the tag.
  public init(_ bits: CapabilityBits) { self.bits = bits }
}

/// What `poll` tells of a descriptor.
public enum PollEvent: String, CaseIterable, Codable, Hashable, Sendable {
  /// Reading would not wait (`POLLIN`).
  case input
  /// Writing would not wait (`POLLOUT`).
  case output
  /// The other end is closed (`POLLHUP`).
  case hangUp
  /// Writing would fail (`POLLERR`).
  case error
  /// The descriptor is not open (`POLLNVAL`).
  case invalid
}

// The names of results in JSON: `{"value": {"value": 7}}`. They are part of the wire form.

extension Observation {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case done, value, pointer, started, forked, reaped, executed, mapped, count, descriptor, descriptors, events, limits
    case message, signals, wouldBlock, failed, killed, signaled, noSuchProcess, interleaved, unsupported
  }

  enum ValueCodingKeys: String, CodingKey { case _0 = "value" }
  enum PointerCodingKeys: String, CodingKey { case _0 = "view" }
  enum ReapedCodingKeys: String, CodingKey { case _0 = "process", _1 = "status" }
  enum FailedCodingKeys: String, CodingKey { case _0 = "errno" }
  enum KilledCodingKeys: String, CodingKey { case _0 = "refusal" }
  enum SignaledCodingKeys: String, CodingKey { case _0 = "signal" }
}

extension TerminationStatus {
  enum CodingKeys: String, CodingKey, CaseIterable { case exited, signaled }

  enum ExitedCodingKeys: String, CodingKey { case _0 = "status" }
  enum SignaledCodingKeys: String, CodingKey { case _0 = "signal" }
}
