import Architecture
import ExactIntegers
import ForkModel
import PropertyTesting
import Subjects
import Translation

/// Calls about time and limits.
extension ForkStepGenerator {
  func resourceCall(
    _ kind: ForkActionKind, of name: ProcessName, from source: inout ChoiceSource
  ) -> ForkAction {
    switch kind {
    case .clock: return .clock
    case .sleep: return sleep(from: &source)
    case .limit: return .limit(resource: source.element(of: LimitedResource.allCases))
    default:
      let resource = source.element(of: [LimitedResource.descriptors, .fileSize, .processes])
      let soft: UInt64 = source.choose(in: Self.numbers, preferring: Self.limits(of: resource), otherwise: 0.03)
      let hard = hardLimits(of: resource, notBelow: soft, of: name)
      return .setLimit(
        resource: resource, soft: soft, hard: source.choose(in: Self.numbers, preferring: hard, otherwise: 0.03))
    }
  }

  /// A sleep that can be waited for: two milliseconds at most, or one that is refused.
  private func sleep(from source: inout ChoiceSource) -> ForkAction {
    switch source.weighted([12, 1, 1, 1]) {
    case 0: .sleep(seconds: 0, nanoseconds: source.choose(in: 0...2_000_000, preferring: [0, 1, 1000, 1_000_000]))
    case 1: .sleep(seconds: -1, nanoseconds: 0)
    case 2: .sleep(seconds: 0, nanoseconds: -1)
    default: .sleep(seconds: 0, nanoseconds: 1_000_000_000)
    }
  }

  /// The numbers of limits; the highest is none.
  private static let numbers = 0...UInt64(Int64.max)

  /// Limits that are soon reached.
  private static func limits(of resource: LimitedResource) -> [UInt64] {
    switch resource {
    case .descriptors: [4, 5, 6, 3, 64]
    case .fileSize: [0, 1, 16, 20, 100, 4096]
    case .processes: [1, 2, 3, 4, 16]
    }
  }

  /// The hard limit of a process, if it was told or set.
  private func hardLimit(of resource: LimitedResource, of name: ProcessName) -> UInt64? {
    let question = ForkStep(name, thread: UInt8(clamping: actingThread), .limit(resource: resource))
    guard case .limits(let limit) = system.expectation(of: question) else { return nil }
    return UInt64(exactly: limit.hard)
  }

  /// Hard limits for a soft one: most often one that lets it be raised again.
  private func hardLimits(
    of resource: LimitedResource, notBelow soft: UInt64, of name: ProcessName
  ) -> [UInt64] {
    let known = hardLimit(of: resource, of: name) ?? 64
    return [known, known, known, known, known, soft, soft, min(known + 1, Self.numbers.upperBound), soft &- 1]
      .filter(Self.numbers.contains)
  }
}
