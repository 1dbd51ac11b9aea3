/// A fork subject that can be brought back to a state that it has been in, so that every program up to a depth can be
/// tried without starting each of them anew.
public protocol ExplorableForkSubject: ForkSubject {
  /// Names the present state.
  ///
  /// Marks are a stack: returning to one makes those after it meaningless. Starting a world forgets them all.
  mutating func mark() throws -> Int

  /// Returns to a state, as often as wanted.
  mutating func restore(to mark: Int) throws

  /// Writes down everything of the present state that later steps can depend on.
  ///
  /// - Parameters:
  ///   - granules: of each frame, the granules whose contents are looked at; nobody has stored to any other.
  ///   - digest: what is overwritten with the result.
  mutating func digest(of granules: [Int], into digest: inout ForkStateDigest) throws
}
