import ExactIntegers

extension Integer {
  /// The number as the word in which a process observes it. It must fit, as every offset, length and address does.
  var word: UInt64 { UInt64(fitting: self) }
}
