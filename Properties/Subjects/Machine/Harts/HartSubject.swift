/// Harts that share a memory through a page table, each with whatever it remembers of both.
public protocol HartSubject {
  /// Starts anew.
  mutating func start(_ start: HartStart) throws

  /// Lets the next thing happen.
  ///
  /// - Returns: what the instruction did; `nil` if it was a change of the page table.
  mutating func perform(_ step: HartStep) throws -> HartRecord?
}
