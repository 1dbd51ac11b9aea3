public import Subjects
import Translation

/// The Model's machine with one page, as a subject.
public struct ModelPageAccessSubject: PageAccessSubject {
  /// Makes a subject.
  public init() {}

  /// Makes one access through a page with the given policies.
  public func perform(_ access: PageAccess) throws -> PageAccessResult {
    try access.resultInModel()
  }
}
