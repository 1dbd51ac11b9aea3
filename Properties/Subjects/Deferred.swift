/// A subject that is made when it is first used.
struct Deferred<Subject> {
  private let make: @Sendable () throws -> Subject
  private var made: Subject?

  init(make: @escaping @Sendable () throws -> Subject) {
    self.make = make
  }

  /// Asks the subject, in place.
  ///
  /// - Throws: What making it throws, each time until it can be made, or what asking it throws.
  mutating func use<Answer>(_ ask: (inout Subject) throws -> Answer) throws -> Answer {
    var subject = try made.take() ?? make()
    defer { made = subject }
    return try ask(&subject)
  }

  /// The subject as it is, for asking what doesn't change it; one that was just made if it was never used.
  func value() throws -> Subject { try made ?? make() }
}
