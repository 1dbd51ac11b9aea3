public import Architecture

/// A set of signals: bit n − 1 stands for signal n, as in the first words of FreeBSD's `sigset_t`.
public struct SignalSet: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt64

  /// Makes a set of its bits.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The set of one signal.
  public init(_ signal: SignalNumber) { self.init(rawValue: 1 << UInt64(signal.rawValue - 1)) }

  /// The set of some signals.
  public init(_ signals: some Sequence<SignalNumber>) { self = signals.reduce(into: []) { $0.insert(SignalSet($1)) } }

  /// Whether a signal is a member.
  public func contains(_ signal: SignalNumber) -> Bool { contains(SignalSet(signal)) }

  /// The member of the lowest number.
  public var first: SignalNumber? { isEmpty ? nil : signals.first }

  /// Its members that the project knows, the lowest number first.
  public var signals: [SignalNumber] { SignalNumber.allCases.filter(contains) }

  /// The bytes of a `sigset_t`: 16.
  var bytes: [UInt8] { rawValue.littleEndianBytes + [UInt8](repeating: 0, count: 8) }
}
