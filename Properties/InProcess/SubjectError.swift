/// Why a subject could not be made.
public enum SubjectError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Nothing answers on this seam.
  case unavailable(String)

  /// What people read.
  public var description: String {
    switch self {
    case .unavailable(let what): "there is no \(what)"
    }
  }
}
