/// Something that a run should have seen and has not.
public enum Shortfall: Hashable, Sendable, CustomStringConvertible {
  /// Fewer cases than needed.
  case cases(Int, needed: Int)
  /// Too few cases that show a situation.
  case share(label: String, cases: Int, of: Int, needed: Double)

  /// What people read.
  public var description: String {
    switch self {
    case .cases(let count, let needed): "\(count) of the \(needed) cases needed"
    case .share(let label, let count, let total, let needed):
      "“\(label)” in \(count) of \(total) cases, needed in \(percent(needed))"
    }
  }

  private func percent(_ share: Double) -> String {
    let hundredths = Int((share * 10_000).rounded())
    return hundredths % 100 == 0 ? "\(hundredths / 100) %" : "\(Double(hundredths) / 100) %"
  }
}
