import ForkModel
import Subjects

/// The processes as they must be, in parts, each by a number: equal parts have equal numbers, and those of tagged
/// pointers in memory are negative.
struct ExpectedState {
  /// A process, or the memory that all share.
  struct Row {
    /// The registers of its threads.
    var registers: Int32 = 0
    /// Everything but registers and memory; 0 if there is no process.
    var rest: Int32 = 0
    /// The granules that programs use, four for each page in reach.
    var granules = InlineArray<16, Int32>(repeating: 0)
  }

  /// The processes by name, and then the memory that they share.
  var rows = InlineArray<4, Row>(repeating: Row())
  /// Where the regions lie.
  var placement: Int32 = 0
  /// Stands for what else may be true, as long as it can't be told in which order two things happened; 0 if nothing is.
  var alternatives: UInt64 = 0
  /// The number of the system calls and refusals that have led here, with what was observed of them; ``unclear`` once
  /// two things have happened at the same time. It is no part of the state.
  var history: Int32 = 0

  static let unclear: Int32 = -1

  /// Whether two states are the same, however they came to be.
  func isEqual(to other: Self) -> Bool {
    for row in 0..<4 where rows[row].whole != other.rows[row].whole { return false }
    return placement == other.placement && alternatives == other.alternatives
  }
}

/// The same in words.
extension ExpectedState.Row {
  /// Stands for everything.
  var whole: UInt64 {
    var hasher = WordHasher()
    hasher.combine(Int(registers) << 32 | Int(rest))
    for index in stride(from: 0, to: 16, by: 2) {
      hasher.combine(Int(granules[index]) << 32 ^ Int(granules[index + 1]))
    }
    return hasher.value
  }

  /// Stands for the pointers in a page.
  func pointers(ofPage page: Int) -> UInt64 {
    var hasher = WordHasher()
    guard (0..<4).contains(page) else { return 0 }
    for position in 0..<4 where granules[4 * page + position] < 0 {
      hasher.combine(Int(granules[4 * page + position]) << 3 | position)
    }
    return hasher.value
  }

  /// Stands for what the process has authority by: its registers, and each different pointer in memory.
  var authority: UInt64 {
    var sum = UInt64(truncatingIfNeeded: registers)
    for index in 0..<16 where granules[index] < 0 && !(0..<index).contains(where: { granules[$0] == granules[index] }) {
      var hasher = WordHasher()
      hasher.combine(Int(granules[index]))
      sum &+= hasher.value
    }
    return sum
  }
}
