/// The name by which a program of fork actions speaks of a process; the first process is 0.
///
/// It is not the process identifier, which is the kernel's to choose.
public struct ProcessNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number itself.
  public let value: Int

  /// Names a process by its number.
  public init(_ value: Int) { self.value = value }

  /// The process that a world starts with.
  public static let first = ProcessNumber(0)

  /// Orders names by their numbers.
  public static func < (left: Self, right: Self) -> Bool { left.value < right.value }

  /// The name as it is printed: `P0`, `P1`, ….
  public var description: String { "P\(value)" }
}
