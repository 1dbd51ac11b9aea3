import ExactIntegers

extension Integer {
  /// The number as the word in which a process observes it. It must fit, as every offset, length and address does.
  var word: UInt64 {
    guard let word = UInt64(exactly: self) else { preconditionFailure("\(self) does not fit into a word") }
    return word
  }
}
